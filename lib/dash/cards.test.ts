import { describe, expect, it } from "vitest";
import { cardsOf } from "./cards.ts";
import { documentedCountries } from "./countries.ts";
import { sensors } from "./pages.ts";

const all = ["supplies", "inventory", "history", "parts", "settings", "enroll"];
const withoutParts = all.filter((card) => card !== "parts");

describe("cardsOf", () => {
  it.each([
    ["a usage sensor", ["usage"], all],
    ["a level sensor", ["level"], withoutParts],
    ["a level usage sensor", ["level-usage"], withoutParts],
    ["several sensors", ["level", "usage"], all],
    ["no sensor on record", [], withoutParts],
  ] as const)("with %s", (_, given, expected) =>
    expect(cardsOf({ sensors: given, countries: documentedCountries }, "DE")).toEqual(expected),
  );

  it("is empty where the partner did not enable the model, and where there is no region", () => {
    const model = { sensors, countries: ["DE", "ZA"] };
    expect(cardsOf(model, "MX")).toEqual([]);
    expect(cardsOf(model, "ZA")).toEqual([]);
    expect(cardsOf(model, "ZA", { ZA: "EU" })).toEqual(all);
    expect(cardsOf(model, "MX", { MX: "NA" })).toEqual([]);
    expect(cardsOf(model, "")).toEqual([]);
  });
});
