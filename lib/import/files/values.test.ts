// What cells say: every kind of value, read well, repaired or refused.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countries } from "@/lib/dash";
import { alpha3, CountryCode, fold, joinName, LanguageTag, nameLanguages } from "@/lib/names";
import { readFlag } from "./read-flag";
import { lengthenId, readEmail, readId, readSalesforceId } from "./read-id";
import { readCountry, readLanguage } from "./read-place";

describe("countries", () => {
  it.each<[string, ...string[]]>([
    ["DE", "DE"],
    [
      "DE",
      "de",
      "DEU",
      "Germany",
      "germany",
      "Deutschland",
      "Allemagne",
      "Germania",
      "Alemania",
      "Alemanha",
      "ドイツ",
    ],
    [
      "GB",
      "UK",
      "uk",
      "gbr",
      "United Kingdom",
      "England",
      "Scotland",
      "Großbritannien",
      "Gran Bretagna",
      "イギリス",
    ],
    ["GB", "Great Britain", "Vereinigtes Königreich", "Royaume-Uni", "Northern Ireland"],
    ["GR", "EL", "Greece", "Griechenland"],
    ["US", "USA", "U.S.A.", "United States", "United States of America", "Vereinigte Staaten", "États-Unis"],
    ["US", "ESTADOS UNIDOS", "アメリカ合衆国", "米国", "US"],
    ["JP", "Japan", "日本", "Japon", "Giappone"],
    ["BR", "Brasil", "Brazil", "Brésil"],
    ["CI", "Côte d'Ivoire", "Cote d’Ivoire"],
    ["AT", "Österreich", "ÖSTERREICH", "Autriche"],
    ["NL", "Holland", "Netherlands", "Niederlande"],
  ])("reads %s", (code, ...texts) => {
    for (const text of texts) expect(readCountry(text), text).toMatchObject({ value: code });
  });

  it.each(["Narnia", "XX", "ZZZ", "D", "constructor", "__proto__", "?", "12", "x".repeat(500)])(
    "refuses %s",
    (text) => expect(readCountry(text)).toEqual({ reason: { code: "country-unknown" } }),
  );

  it("knows every country's codes and names, and no name means two", () => {
    expect(Object.keys(alpha3).sort()).toEqual(Object.keys(countries).sort());
    expect(new Set(Object.values(alpha3)).size).toBe(249);
    for (const language of nameLanguages) {
      const display = new Intl.DisplayNames(language, { type: "region" });
      for (const [code, three] of Object.entries(alpha3)) {
        for (const text of [code, code.toLowerCase(), three, display.of(code) as string])
          expect(readCountry(text), `${language} ${text}`).toMatchObject({ value: code });
      }
    }
  });
});

describe("languages", () => {
  it.each<[string, ...string[]]>([
    [
      "de",
      "de",
      "DE",
      "deu",
      "ger",
      "German",
      "Deutsch",
      "allemand",
      "Tedesco",
      "alemán",
      "ドイツ語",
      "alemão",
    ],
    ["en", "EN", "eng", "english", "Englisch", "anglais", "英語"],
    ["en-US", "en-US", "en_US", "EN_us", "en_US.UTF-8"],
    ["pt-BR", "pt_BR", "pt-br"],
    ["ja", "ja", "Japanese", "日本語", "jpn"],
    ["zh-Hans-CN", "zh-Hans-CN", "zh_hans_cn"],
    ["es-419", "es-419", "es_419"],
    ["fr", "fre", "français", "FRA"],
    ["he", "iw", "Hebrew"],
  ])("reads %s", (tag, ...texts) => {
    for (const text of texts) expect(readLanguage(text), text).toMatchObject({ value: tag });
  });

  it.each(["Klingonisch", "xx", "qq-DE", "e", "english-language", "1", "", "constructor"])(
    "refuses %j",
    (text) => expect(readLanguage(text)).toEqual({ reason: { code: "language-unknown" } }),
  );
});

it("reads only what the schema takes", () =>
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ maxLength: 8 }), fc.stringMatching(/^[A-Za-z]{2,3}([-_][A-Za-z]{2,4})?$/)),
      (text) => {
        const [country, language] = [readCountry(text), readLanguage(text)];
        if (!country.reason) expect(CountryCode.safeParse(country.value).success).toBe(true);
        if (!language.reason) expect(LanguageTag.safeParse(language.value).success).toBe(true);
      },
    ),
  ));

it.each<[boolean, ...string[]]>([
  [
    true,
    "yes",
    "YES",
    "Y",
    "1",
    "x",
    "ja",
    "oui",
    "sì",
    "sí",
    "sim",
    "はい",
    "WAHR",
    "VRAI",
    "VERO",
    "VERDADERO",
  ],
  [false, "no", "N", "0", "nein", "non", "não", "いいえ", "FALSCH", "FAUX", "FALSO"],
])("reads %s", (value, ...texts) => {
  for (const text of texts) expect(readFlag(text), text).toEqual({ value, repair: "flag" });
  expect(readFlag(String(value))).toEqual({ value });
  expect(readFlag("maybe")).toEqual({ reason: { code: "flag-malformed" } });
});

describe("numbers and ids", () => {
  it.each([
    ["'7210448301122", "7210448301122", "apostrophe"],
    ['="0012"', "0012", "formula"],
    ['="a""b"', 'a"b', "formula"],
    ['=HYPERLINK("https://example.com/1","0012")', "0012", "formula"],
    ['=HYPERLINK("https://example.com/1";"0012")', "0012", "formula"],
  ])("reads %s", (text, value, repair) => expect(readId(text)).toEqual({ value, repair }));

  it.each(["0012", "K-2207", "=1+1", "1E5", "ABCE+12", "O'Neil"])("keeps %s", (text) =>
    expect(readId(text)).toEqual({ value: text }),
  );

  it.each(["1.23457E+12", "1,23457E+12", "7E+11", "7.21045e+12"])("refuses %s", (text) =>
    expect(readId(text)).toEqual({ reason: { code: "number-spoiled" } }),
  );

  it.each([
    ["a01M00000062mPg", "a01M00000062mPgIAI"],
    ["001M000000qfPyS", "001M000000qfPySIAU"],
    ["0F9E000000092w2", "0F9E000000092w2KAA"],
    ["aBcDEfgHIJKLMNO", "aBcDEfgHIJKLMNO025"],
  ])("lengthens %s", (short, long) => {
    expect(lengthenId(short)).toBe(long);
    expect(readSalesforceId(short)).toEqual({ value: long, repair: "id-lengthened" });
    expect(readSalesforceId(long)).toEqual({ value: long });
  });
});

it.each([
  ["emily@example.com", "emily@example.com", undefined],
  ["mailto:emily@example.com", "emily@example.com", "email"],
  ["Emily Carter <emily@example.com>", "emily@example.com", "email"],
  ["<mailto:emily@example.com>", "emily@example.com", "email"],
  ["a <b> <c@example.com>", "a <b> <c@example.com>", undefined],
])("reads the address in %s", (text, value, repair) =>
  expect(readEmail(text)).toEqual(repair ? { value, repair } : { value }),
);

it.each([
  ["Emily", "Carter", "Emily Carter"],
  ["太郎", "山田", "山田 太郎"],
  ["Taro", "Yamada", "Taro Yamada"],
  ["민준", "김", "김 민준"],
  ["", "Carter", "Carter"],
  ["Emily", "", "Emily"],
])("joins %s and %s", (first, last, name) => expect(joinName(first, last)).toBe(name));

it.each([
  ["E-Mail", "email"],
  ["Straße", "strasse"],
  ["Nº  de Série", "nodeserie"],
  ["ﾒｰﾙ", "メール"],
  ["ＩＤ", "id"],
])("folds %s", (text, folded) => expect(fold(text)).toBe(folded));

it("does not fold sound marks of Japanese", () => expect(fold("ガ")).not.toBe(fold("カ")));
