import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { buildLink } from "./build-link.ts";
import { cardsOf } from "./cards.ts";
import { countries, documentedCountries, regionOfCountry } from "./countries.ts";
import { amazonEndpoints } from "./endpoints.ts";
import { channels, pageOfCard, sensors } from "./pages.ts";

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

  it("offers only cards whose link can be built", () => {
    fc.assert(
      fc.property(
        fc.subarray([...sensors]),
        fc.subarray(Object.keys(countries)),
        fc.constantFrom(...Object.keys(countries)),
        fc.constantFrom(...channels),
        (given, enabled, country, channel) => {
          for (const card of cardsOf({ sensors: given, countries: enabled }, country)) {
            const region = regionOfCountry(country);
            expect(enabled).toContain(country);
            expect(region).not.toBeNull();
            if (!region) return;
            const link = buildLink(
              { page: pageOfCard[card], channel, region, modelId: "RX-100", sensors: given },
              {
                vendorCode: "V1",
                endpoints: amazonEndpoints,
                pathStyle: "template",
                supplyPage: "product_selection",
              },
            );
            expect(link).toMatchObject({ ok: true });
          }
        },
      ),
    );
  });
});
