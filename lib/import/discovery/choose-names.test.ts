import { expect, it } from "vitest";
import { chooseNames } from "./choose-names";

const choose = (...given: [text: string, locale?: string][]) =>
  chooseNames(given.map(([text, locale]) => ({ text, locale })));

it("gives Amazon's locales the languages of the portal", () => {
  const { names, leftOut } = choose(
    ...["en-US", "en-GB", "de-DE", "fr-FR", "it-IT", "es-ES", "ja-JP", "pt-BR"].map(
      (locale): [string, string] => [`Ink ${locale}`, locale],
    ),
  );
  expect(Object.keys(names)).toEqual(["en-US", "en-GB", "de", "fr", "it", "es", "ja", "pt-BR"]);
  expect(names).toMatchObject({ "pt-BR": "Ink pt-BR", ja: "Ink ja-JP" });
  expect(leftOut).toEqual([]);
});

it("uses another country's locale for a language that has no name", () =>
  expect(
    choose(["Tinta", "es-MX"], ["Encre", "fr-CA"], ["Ink", "en-IN"], ["Inkt", "nl-NL"], ["Tinte", "de"]),
  ).toEqual({
    name: "Ink",
    names: { es: "Tinta", fr: "Encre", en: "Ink", nl: "Inkt", de: "Tinte" },
    leftOut: [],
  }));

it("leaves out another country's locale where the language has a name, whatever comes first", () =>
  expect(
    choose(
      ["Encre CA", "fr-CA"],
      ["Encre", "fr-FR"],
      ["Ink AU", "en-AU"],
      ["Ink", "en-GB"],
      ["Inks", "en-GB"],
    ),
  ).toEqual({
    name: "Ink",
    names: { fr: "Encre", "en-GB": "Ink" },
    leftOut: [
      { text: "Inks", locale: "en-GB" },
      { text: "Encre CA", locale: "fr-CA" },
      { text: "Ink AU", locale: "en-AU" },
    ],
  }));

it("does not name as left out what another name says, too", () =>
  expect(choose(["Filter", "en-US"], ["Filter", "en-CA"], ["Filter", "??"]).leftOut).toEqual([]));

it.each<[string, [string, string?][]]>([
  [
    "en-US",
    [
      ["de-DE", "de-DE"],
      ["en-GB", "en-GB"],
      ["en-US", "en-US"],
    ],
  ],
  [
    "en-GB",
    [
      ["en-AU", "en-AU"],
      ["en-GB", "en-GB"],
      ["de-DE", "de-DE"],
    ],
  ],
  [
    "en-AU",
    [
      ["de-DE", "de-DE"],
      ["en-AU", "en-AU"],
    ],
  ],
  [
    "ja-JP",
    [
      ["ja-JP", "ja-JP"],
      ["de-DE", "de-DE"],
    ],
  ],
  ["de-DE", [["none"], ["de-DE", "de-DE"]]],
  ["none", [["none"], ["other", "??"]]],
  ["", []],
])("falls back on %j", (name, given) => expect(choose(...given).name).toBe(name));

it.each(["??", "x", "english-language", "en_us_POSIX_1", "constructor", "__proto__", "-", "i-klingon"])(
  "is not surprised by the locale %s",
  (locale) => {
    const { name, names, leftOut } = choose(["Ink", locale], ["Tinte", "de-DE"]);
    expect(Object.keys(names).filter((tag) => !["de", "en"].includes(tag))).toEqual([]);
    expect([name, ...leftOut.map(({ text }) => text)]).toContain("Ink");
  },
);
