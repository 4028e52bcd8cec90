import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { guessCountry } from "./guess-country";

describe("guessCountry", () => {
  it.each([
    ["de-AT", "en-US", "AT"],
    ["de", "en-GB,en;q=0.9", "DE"],
    [null, "en,de-AT;q=0.9", "AT"],
    [null, "ja", "JP"],
    [null, " fr-CH;q=0.8 , en", "CH"],
    [null, ";;,,*", null],
    ["", null, null],
  ])("%j and %j: %j", (profile, accepted, country) => expect(guessCountry(profile, accepted)).toBe(country));

  it("never throws", () => {
    fc.assert(fc.property(fc.string(), fc.string(), (a, b) => void guessCountry(a, b)));
  });
});
