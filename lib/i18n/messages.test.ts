import { readdirSync, readFileSync } from "node:fs";
import { IntlMessageFormat } from "intl-messageformat";
import { describe, expect, it } from "vitest";
import english from "@/messages/en-US.json";
import { languages } from "./languages";
import { flatten, listPlaceholders, type Texts } from "./message-parts";

const read = (language: string): Texts => JSON.parse(readFileSync(`messages/${language}.json`, "utf8"));
const source = new Map(flatten(english));
const others = languages.filter((language) => language !== "en-US");
const translations = others.filter((language) => !language.startsWith("en"));

/** Texts that are the same in that language. A listed text that differs is a fault too. */
const alike: Record<string, string[]> = {
  de: [
    "layout.cookies",
    "code.label",
    "cookies.title",
    "devices.sortName",
    "renameDevice.label",
    "account.name.title",
    "account.sessions.tablet",
    "account.sessions.computer",
    "desk.import",
    "desk.roles.support",
    "handOver.links.title",
    "audit.import",
    "signInCheck.columns.claim",
    "signInCheck.fields.name",
    "models.new.name",
    "models.fields.name",
    "models.fields.sensor",
    "models.preview.website",
    "imports.fields.name",
    "imports.reading.format",
  ],
  fr: [
    "layout.cookies",
    "code.label",
    "cookies.title",
    "account.email.title",
    "desk.import",
    "customer.email",
    "customer.regions.EU",
    "handOver.mail.title",
    "audit.import",
    "audit.pages",
    "signInCheck.columns.claim",
    "signInCheck.fields.email",
    "staff.email",
    "staff.sessions",
    "keys.states.active",
    "models.choices.measurement.volume",
    "imports.reading.format",
  ],
  it: [
    "layout.privacy",
    "account.link",
    "account.linkOf",
    "account.email.title",
    "account.sessions.tablet",
    "account.sessions.computer",
    "overview.imports.columns.file",
    "customer.email",
    "handOver.mail.title",
    "handOver.links.title",
    "signInCheck.columns.claim",
    "signInCheck.fields.email",
    "staff.email",
    "models.choices.measurement.volume",
    "imports.form.file",
    "imports.columns.file",
  ],
  es: [
    "layout.cookies",
    "cookies.title",
    "account.sessions.tablet",
    "signInCheck.columns.claim",
    "models.fields.sensor",
  ],
  "pt-BR": [
    "layout.cookies",
    "cookies.title",
    "account.email.title",
    "account.sessions.tablet",
    "customer.email",
    "handOver.mail.title",
    "handOver.links.title",
    "signInCheck.columns.claim",
    "signInCheck.fields.email",
    "staff.email",
    "models.fields.sensor",
    "models.choices.measurement.volume",
  ],
};

it("has exactly one file per language", () => {
  expect(readdirSync("messages").sort()).toEqual(languages.map((language) => `${language}.json`).sort());
});

describe.each(others)("%s", (language) => {
  const texts = flatten(read(language));

  it("has exactly the English keys, in the same order", () => {
    expect(texts.map(([key]) => key)).toEqual([...source.keys()]);
  });

  it("has the placeholders and tags of each text", () => {
    for (const [key, text] of texts)
      expect([key, ...listPlaceholders(text)]).toEqual([key, ...listPlaceholders(source.get(key) ?? "")]);
  });

  it("has plural forms for every number", () => {
    for (const [key, text] of texts.filter(([, message]) => message.includes("plural"))) {
      for (const count of [0, 1, 2, 5, 21, 1_000_000]) {
        const [days, number, lines] = [String(count), String(count), String(count)];
        const values = { count, minutes: count, days, number, lines };
        const tags = { b: String, host: String, link: String };
        const said = String(new IntlMessageFormat(text, language).format({ ...values, ...tags }));
        expect(said, `${key} for ${count}`).not.toMatch(/[{}#]|undefined/);
      }
    }
  });

  it("has no straight apostrophes, which ICU reads as escapes, and no straight quotation marks", () => {
    expect(texts.filter(([, text]) => /['"]/.test(text))).toEqual([]);
  });

  it("has no surrounding or double white space", () => {
    expect(texts.filter(([, text]) => text !== text.trim() || /[^\S\u00a0\u202f]{2}/.test(text))).toEqual([]);
  });

  it("names Amazon’s marks as Amazon writes them", () => {
    for (const [key, text] of texts) {
      for (const mark of ["Amazon Dash Replenishment", "Alexa"]) {
        if (source.get(key)?.includes(mark)) expect(text, key).toContain(mark);
      }
    }
  });
});

it.each(translations)("%s: nothing is left in English by accident", (language) => {
  const same = flatten(read(language)).filter(([key, text]) => text === source.get(key));
  const words = same.filter(([, text]) => /\p{L}{2}/u.test(text.replace(/\{[^}]*\}/g, "")));
  expect(words.map(([key]) => key)).toEqual(alike[language] ?? []);
});

it("keeps all texts in messages/, with none in attributes of components", () => {
  // Biome's rule noJsxLiterals covers texts between tags.
  const files = ["app", "components"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /(?<!\.test)\.tsx$/.test(name))
      .map((name) => `${folder}/${name}`),
  );
  expect(files.length).toBeGreaterThan(20);
  const spoken = /\b(?:aria-label|aria-description|title|placeholder|alt|label)=(?:"|\{["'`])[^"'`}]*\p{L}/u;
  expect(files.filter((file) => spoken.test(readFileSync(file, "utf8")))).toEqual([]);
});
