import { describe, expect, it } from "vitest";
import { countries, documentedCountries, isCountry, m49, regionOfCountry } from "./countries.ts";

// CLDR names a few codes that ISO 3166-1 only reserves or leaves to its users, Kosovo (XK) among them.
const notIso = new Set([
  "AC",
  "CP",
  "CQ",
  "DG",
  "EA",
  "EU",
  "EZ",
  "IC",
  "QO",
  "TA",
  "UN",
  "XA",
  "XB",
  "XK",
  "ZZ",
]);

function listCldrCountries(): string[] {
  const names = new Intl.DisplayNames("en", { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => new Intl.Locale(`und-${code}`).region === code) // leaves out SU, YU and other former codes
    .filter((code) => names.of(code) !== undefined && !notIso.has(code));
}

describe("the table of countries", () => {
  it("is ISO 3166-1, by the platform's own list", () => {
    expect(Object.keys(countries).sort()).toEqual(listCldrCountries());
    expect(Object.keys(countries)).toHaveLength(249);
  });

  // The United Nations' own counts: Africa 60, Americas 57, Asia 50, Europe 51, Oceania 29, Antarctica; and TW.
  it.each([
    ["Americas", ["005", "013", "021", "029"], [16, 8, 5, 28], 57, "NA"],
    ["Europe", ["039", "151", "154", "155"], [16, 10, 16, 9], 51, "EU"],
    ["Oceania", ["053", "054", "057", "061"], [6, 5, 8, 10], 29, "FE"],
    ["Eastern Asia with TW", ["030"], [7 + 1], 8, "FE"],
    ["South-eastern Asia", ["035"], [11], 11, "FE"],
    ["Africa", ["011", "014", "015", "017", "018"], [17, 22, 7, 9, 5], 60, null],
    ["Southern, Central and Western Asia", ["034", "143", "145"], [9, 5, 18], 32, null],
    ["Antarctica", ["010"], [1], 1, null],
  ])("counts %s as M49 does", (_, areas, sizes, total, region) => {
    const rows = areas.map((area) => m49.find(([name]) => name.startsWith(`${area} `)));
    expect(rows.map((row) => row?.[2].split(" ").length)).toEqual(sizes);
    expect(rows.map((row) => row?.[1])).toEqual(areas.map(() => region));
    expect(sizes.reduce((sum, size) => sum + size)).toBe(total);
  });

  it("names each country once", () => {
    const codes = m49.flatMap(([, , list]) => list.split(" "));
    expect(codes).toHaveLength(249);
    expect(new Set(codes).size).toBe(249);
  });

  it("counts 57 NA, 53 EU (Europe, CY, IN), 48 FE and 91 without a region", () => {
    const count = (region: string | null) =>
      Object.values(countries).filter((entry) => (entry?.region ?? null) === region).length;
    expect([count("NA"), count("EU"), count("FE"), count(null)]).toEqual([57, 53, 48, 91]);
  });

  it("marks exactly the seven documented countries", () => {
    expect(documentedCountries).toEqual(["US", "GB", "DE", "FR", "IT", "ES", "JP"]);
    const marked = Object.keys(countries).filter((code) => countries[code]?.documented);
    expect(marked.sort()).toEqual([...documentedCountries].sort());
  });
});

describe("regionOfCountry", () => {
  it.each([
    ["US", "NA"],
    ["CA", "NA"],
    ["MX", "NA"],
    ["BR", "NA"],
    ["GL", "NA"],
    ["GB", "EU"],
    ["DE", "EU"],
    ["FR", "EU"],
    ["IT", "EU"],
    ["ES", "EU"],
    ["AT", "EU"],
    ["RU", "EU"],
    ["CY", "EU"],
    ["IN", "EU"],
    ["JP", "FE"],
    ["AU", "FE"],
    ["NZ", "FE"],
    ["TW", "FE"],
    ["SG", "FE"],
    ["ZA", null],
    ["TR", null],
    ["AE", null],
    ["KZ", null],
    ["LK", null],
    ["AQ", null],
    ["XK", null],
    ["UK", null],
    ["de", null],
    ["", null],
    ["toString", null],
    ["__proto__", null],
  ])("%s: %s", (country, region) => expect(regionOfCountry(country)).toBe(region));

  it("lets the partner's own mapping win", () => {
    expect(regionOfCountry("ZA", { ZA: "EU" })).toBe("EU");
    expect(regionOfCountry("DE", { DE: "NA" })).toBe("NA");
    expect(regionOfCountry("FR", { DE: "NA" })).toBe("EU");
  });

  it("never takes an inherited name for a mapping", () => {
    expect(regionOfCountry("constructor", {})).toBeNull();
    expect(isCountry("constructor")).toBe(false);
    expect(countries.constructor).toBeUndefined();
  });
});

describe("isCountry", () => {
  it("knows codes in capitals only", () => {
    expect(["DE", "ZA", "AQ"].map(isCountry)).toEqual([true, true, true]);
    expect(["de", "XK", "UK", "EU", "DEU", "419", ""].some(isCountry)).toBe(false);
  });
});
