import { expect, it } from "vitest";
import english from "@/messages/en-US.json";
import { flatten, listPlaceholders } from "./message-parts";
import { createPseudoTexts } from "./pseudo-language";

const pseudo = flatten(createPseudoTexts(english));
const source = new Map(flatten(english));

it("keeps keys, placeholders and tags", () => {
  expect(pseudo.map(([key]) => key)).toEqual([...source.keys()]);
  for (const [key, text] of pseudo)
    expect([key, ...listPlaceholders(text)]).toEqual([key, ...listPlaceholders(source.get(key) ?? "")]);
});

it("accents every text, and is longer overall", () => {
  const plain = pseudo.filter(
    ([, text]) => /\p{L}{4}/u.test(text.replace(/\{[^}]*\}/g, "")) && !/[^\p{ASCII}’“”–]/u.test(text),
  );
  expect(plain).toEqual([]);
  const length = (texts: [string, string][]) => texts.reduce((sum, [, text]) => sum + text.length, 0);
  expect(length(pseudo) / length([...source])).toBeGreaterThan(1.25);
});
