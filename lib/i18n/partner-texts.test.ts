import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeEach, expect, it, vi } from "vitest";
import { setSettings } from "@/tests/stage";
import { findTextFaults, mergeTexts, readPartnerTexts } from "./partner-texts";

const directory = mkdtempSync(path.join(tmpdir(), "texts-"));
afterAll(() => rmSync(directory, { recursive: true }));
beforeEach(() => vi.resetModules());

function write(content: string): string {
  const file = path.join(directory, "texts.json");
  writeFileSync(file, content);
  return file;
}

it("overrides single texts of ours, only in their language", async () => {
  const file = write(JSON.stringify({ de: { welcome: { title: "Ihr Zuhause mit {partner}" } } }));
  setSettings({ PARTNER_TEXTS: file });
  const { getTranslator } = await import("./translator");
  const t = await getTranslator("de");
  expect(t("welcome.title", { partner: "Hearthby" })).toBe("Ihr Zuhause mit Hearthby");
  expect(t("welcome.signIn")).toBe("Anmelden");
  expect((await getTranslator("en-US"))("welcome.title", { partner: "Hearthby" })).toBe(
    "Your Hearthby devices",
  );
});

it("does not change the texts that it merges into", () => {
  const base = { a: { b: "1", c: "2" } };
  expect(mergeTexts(base, { a: { b: "3" } })).toEqual({ a: { b: "3", c: "2" } });
  expect(base).toEqual({ a: { b: "1", c: "2" } });
});

it.each([
  [{ de: {} }, []],
  [{ de: { welcome: { title: "Ohne Namen" } } }, []],
  [{ nl: {} }, ['has "nl", which is none of en-US, en-GB, de, fr, it, es, ja, pt-BR']],
  [[], ["is not an object of languages"]],
  [{ de: "x" }, ['has no object of texts for "de"']],
  [{ de: { welcome: { titel: "x" } } }, ['has "de" "welcome.titel", a key that messages/en-US.json lacks']],
  [{ de: { welcome: "x" } }, ['has "de" "welcome", a key that messages/en-US.json lacks']],
  [{ de: { welcome: { title: 5 } } }, ['has "de" "welcome.title", which is no text']],
  [{ de: { welcome: { title: {} } } }, ['has "de" "welcome.title", which is no text']],
  [{ de: { welcome: { title: [] } } }, ['has "de" "welcome.title", which is no text']],
  [{ de: { welcome: [] } }, ['has "de" "welcome", a key that messages/en-US.json lacks']],
  [{ de: { welcome: { title: null } } }, ['has "de" "welcome.title", which is no text']],
  [
    { de: { welcome: { title: "{name}" } } },
    ['has "de" "welcome.title", whose name does not exist there; known are: partner'],
  ],
  [
    { de: { welcome: { signIn: "{" } } },
    [expect.stringMatching(/^has "de" "welcome.signIn", which is no ICU/)],
  ],
  [{ de: { welcome: { signIn: "<b>x" } } }, [expect.stringMatching(/which is no ICU message/)]],
])("finds in %j: %j", (texts, faults) => expect(findTextFaults(texts)).toEqual(faults));

it.each(["", "no JSON", "[]", '{"xx":{}}'])("reports the setting and the file for %j", (content) => {
  const file = write(content);
  expect(() => readPartnerTexts(file)).toThrow(`PARTNER_TEXTS: ${file} `);
});

it("reports a missing file, and works without one", () => {
  expect(() => readPartnerTexts("/nowhere/texts.json")).toThrow(
    "PARTNER_TEXTS: /nowhere/texts.json cannot be read",
  );
  expect(readPartnerTexts(undefined)).toEqual({});
});
