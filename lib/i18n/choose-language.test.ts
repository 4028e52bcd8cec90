import { match } from "@formatjs/intl-localematcher";
import { beforeEach, expect, it, vi } from "vitest";
import { setSettings } from "@/tests/stage";
import type { Wishes } from "./choose-language";
import { languages } from "./languages";

beforeEach(() => vi.resetModules());

const choose = async (wishes: Wishes, settings = {}) => {
  setSettings(settings);
  return (await import("./choose-language")).chooseLanguage(wishes);
};

it.each<[Wishes, string]>([
  [{}, "en-US"],
  [{ profile: "de", cookie: "fr", accepted: "it" }, "de"],
  [{ profile: null, cookie: "fr", accepted: "it" }, "fr"],
  [{ cookie: null, accepted: "it" }, "it"],
  [{ profile: "de-DE" }, "de"],
  [{ profile: "de-AT" }, "de"],
  [{ profile: "de-CH" }, "de"],
  [{ profile: "ja-JP" }, "ja"],
  [{ profile: "fr-CA" }, "fr"],
  [{ profile: "es-MX" }, "es"],
  [{ profile: "pt-PT" }, "pt-BR"],
  [{ profile: "en" }, "en-US"],
  [{ profile: "en-IN" }, "en-GB"],
  [{ profile: "en-AU" }, "en-GB"],
  [{ profile: "en-ZA" }, "en-GB"],
  [{ profile: "en-CA" }, "en-US"],
  // A language that we do not have is skipped.
  [{ profile: "sw", accepted: "fr" }, "fr"],
  [{ profile: "zh-TW", cookie: "ko", accepted: "nl,pl;q=0.9,de;q=0.8" }, "de"],
  // A malformed tag is skipped.
  [{ profile: "not a language", cookie: "../../etc/passwd", accepted: "it" }, "it"],
  [{ cookie: "<script>", accepted: "ja" }, "ja"],
  [{ cookie: "x".repeat(5000) }, "en-US"],
  [{ cookie: "__proto__" }, "en-US"],
  [{ cookie: "en-XA" }, "en-GB"],
  [{ accepted: "en;q=0.1,ja;q=0.9" }, "ja"],
  [{ accepted: "fr;q=0,de" }, "de"],
  [{ accepted: "*" }, "en-US"],
  [{ accepted: "*,ja;q=0.5" }, "ja"],
  [{ accepted: ";;;,,,=\u0000" }, "en-US"],
  [{ accepted: Array.from({ length: 5000 }, (_, index) => `x${index}`).join() }, "en-US"],
])("for %j chooses %s", async (wishes, language) => expect(await choose(wishes)).toBe(language));

it("offers the pseudo-language if it is enabled", async () => {
  expect(await choose({ cookie: "en-XA" }, { PSEUDO_LANGUAGE: "true" })).toBe("en-XA");
});

it("chooses for every language of two letters what the matcher chooses, at first and again", async () => {
  setSettings({});
  const { matchLanguage } = await import("./choose-language");
  const names = new Intl.DisplayNames("en", { type: "language", fallback: "none" });
  const letters = [..."abcdefghijklmnopqrstuvwxyz"];
  const tags = letters.flatMap((one) => letters.map((other) => one + other)).filter((tag) => names.of(tag));
  for (const tag of [...tags, "nl-AU", "en-US", "en-AU", "en-PR", "en-DE", "en-UK", "en-001", "de-DD"]) {
    const found = match([tag], languages, "und");
    const wanted = languages.find((one) => one === found && one.slice(0, 2) === tag.slice(0, 2)) ?? null;
    expect([matchLanguage([tag]), matchLanguage([tag])], tag).toEqual([wanted, wanted]);
  }
});
