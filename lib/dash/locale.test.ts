import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isCountry } from "./countries.ts";
import { countryOfLocale } from "./locale.ts";

describe("countryOfLocale", () => {
  it.each([
    ["de-AT", "AT"],
    ["en-US", "US"],
    ["EN-gb", "GB"],
    ["zh-Hant-TW", "TW"],
    ["de-AT-u-co-phonebk", "AT"],
    ["und-JP", "JP"],
    ["en-ZA", "ZA"],
  ])("takes the region that %s names: %s", (locale, country) =>
    expect(countryOfLocale(locale)).toEqual({ country, certain: true }),
  );

  it.each([
    ["de", "DE"],
    ["en", "US"],
    ["ja", "JP"],
    ["pt", "BR"],
    ["es", "ES"],
    ["zh-Hant", "TW"],
  ])("guesses from a bare %s: %s", (locale, country) =>
    expect(countryOfLocale(locale)).toEqual({ country, certain: false }),
  );

  it.each([
    "",
    "es-419",
    "en-001",
    "en-150",
    "sq-XK",
    "und",
    "und-Latn",
    "eo",
    "xx",
    "de_AT",
    "de-AT;q=0.8",
    "*",
    "C",
  ])("answers null for %j", (locale) => expect(countryOfLocale(locale)).toBeNull());

  it("never throws, and answers with a country of ISO 3166-1 or null", () => {
    const subtags = fc
      .array(fc.stringMatching(/^[a-z0-9]{1,8}$/), { maxLength: 4 })
      .map((parts) => parts.join("-"));
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary" }), subtags), (text) => {
        const found = countryOfLocale(text);
        expect(found === null || isCountry(found.country)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
