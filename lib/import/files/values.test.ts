// What cells say: every kind of value, read well, repaired or refused.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countries } from "@/lib/dash";
import { CountryCode, LanguageTag } from "@/lib/names";
import { alpha3 } from "./country-codes";
import { fold } from "./fold";
import { joinName } from "./join-name";
import { nameLanguages } from "./name-languages";
import { readCountry } from "./read-country";
import { readDate } from "./read-date";
import { readFlag } from "./read-flag";
import { lengthenId, readEmail, readId, readSalesforceId } from "./read-id";
import { readLanguage } from "./read-language";

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

describe("dates", () => {
  it.each([
    ["2026-01-31", "2026-01-31T00:00:00Z"],
    ["2026-01-31T09:00:00Z", "2026-01-31T09:00:00Z"],
    ["2006-04-20T09:12:45.000+01:00", "2006-04-20T09:12:45.000+01:00"],
  ])("reads %s silently", (text, value) => expect(readDate(text, undefined)).toEqual({ value }));

  it.each([
    ["31.01.2026", "2026-01-31T00:00:00Z"],
    ["1.2.2026", "2026-02-01T00:00:00Z"],
    ["31. 1. 2026", "2026-01-31T00:00:00Z"],
    ["31.01.26", "2026-01-31T00:00:00Z"],
    ["2026/01/31", "2026-01-31T00:00:00Z"],
    ["2026/1/2", "2026-01-02T00:00:00Z"],
    ["2026年1月31日", "2026-01-31T00:00:00Z"],
    ["2026年 1月31日 9:05", "2026-01-31T09:05:00Z"],
    ["31 Jan 2026", "2026-01-31T00:00:00Z"],
    ["31-Jan-2026", "2026-01-31T00:00:00Z"],
    ["Jan 31, 2026", "2026-01-31T00:00:00Z"],
    ["January 31st, 2026 9:30 PM", "2026-01-31T21:30:00Z"],
    ["31. Januar 2026", "2026-01-31T00:00:00Z"],
    ["1. März 2026 12:00", "2026-03-01T12:00:00Z"],
    ["31 janvier 2026", "2026-01-31T00:00:00Z"],
    ["12 févr. 2026", "2026-02-12T00:00:00Z"],
    ["31 de enero de 2026", "2026-01-31T00:00:00Z"],
    ["31 gennaio 2026", "2026-01-31T00:00:00Z"],
    ["31 de janeiro de 2026", "2026-01-31T00:00:00Z"],
    ["31/01/2026", "2026-01-31T00:00:00Z"],
    ["01/31/2026 12:15 AM", "2026-01-31T00:15:00Z"],
    ["31-01-2026 08:05:09", "2026-01-31T08:05:09Z"],
    ["05/05/2026", "2026-05-05T00:00:00Z"],
    ["2026-01-31 09:00:00 -0500", "2026-01-31T09:00:00-05:00"],
    ["2026-01-31 09:00:00 UTC", "2026-01-31T09:00:00Z"],
    ["2026-01-31T09:00", "2026-01-31T09:00:00Z"],
    ["31.01.2026, 9:00", "2026-01-31T09:00:00Z"],
  ])("reads %s and says so", (text, value) =>
    expect(readDate(text, undefined)).toEqual({ value, repair: "date" }),
  );

  it.each([
    ["46053", "2026-01-31T00:00:00Z"],
    ["46053.5", "2026-01-31T12:00:00Z"],
    ["46053,25", "2026-01-31T06:00:00Z"],
  ])("reads Excel's %s", (text, value) =>
    expect(readDate(text, undefined)).toEqual({ value, repair: "day-number" }),
  );

  it.each(["01/02/2026", "1/2/2026", "01-02-2026", "1/2/26", "01/02/2026 10:00"])(
    "asks what %s means",
    (text) =>
      expect(readDate(text, undefined)).toEqual({
        reason: { code: "date-ambiguous", dmy: "2026-02-01", mdy: "2026-01-02" },
      }),
  );

  it("does as it is told", () => {
    expect(readDate("01/02/2026", "dmy")).toMatchObject({ value: "2026-02-01T00:00:00Z" });
    expect(readDate("01/02/2026", "mdy")).toMatchObject({ value: "2026-01-02T00:00:00Z" });
    expect(readDate("01.02.2026", "mdy")).toMatchObject({ value: "2026-02-01T00:00:00Z" });
    expect(readDate("31/01/2026", "mdy")).toMatchObject({ value: "2026-01-31T00:00:00Z" });
  });

  it.each([
    ...[
      "31.02.2026",
      "2026-02-30",
      "32/13/2026",
      "0/0/2026",
      "yesterday",
      "12",
      "1769850000",
      "99999",
      "20000",
    ],
    ...[
      "31.01.2026 25:00",
      "31.01.2026 9:00 XM",
      "13:00 PM",
      "1/2026",
      "Foo 31, 2026",
      `31.01.2026${" ".repeat(60)}9:00`,
    ],
  ])("refuses %.20s", (text) =>
    expect(readDate(text, "dmy")).toEqual({ reason: { code: "date-malformed" } }),
  );

  it("reads every day in every form as the same day", () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 47_000 }), (days) => {
        const iso = new Date(days * 86_400_000).toISOString().slice(0, 10);
        const [year, month, day] = iso.split("-") as [string, string, string];
        const date = new Date(days * 86_400_000);
        const words = nameLanguages.map((language) =>
          new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(date),
        );
        for (const text of [
          `${day}.${month}.${year}`,
          `${year}/${month}/${day}`,
          `${25_569 + days}`,
          ...words,
        ])
          expect(readDate(text, undefined), text).toMatchObject({ value: `${iso}T00:00:00Z` });
        expect(readDate(`${Number(day)}/${Number(month)}/${year}`, "dmy")).toMatchObject({
          value: `${iso}T00:00:00Z`,
        });
      }),
    ));
});

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
