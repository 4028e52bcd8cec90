import { describe, expect, it } from "vitest";
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
});
