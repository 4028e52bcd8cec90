import { readFileSync } from "node:fs";

type Texts = { [key: string]: string | Texts };

/** Reads a text from a language's file and fills in the partner's name and other values. */
export function readText(language: string, key: string, values: Record<string, string> = {}): string {
  let found: string | Texts | undefined = JSON.parse(readFileSync(`messages/${language}.json`, "utf8"));
  for (const part of key.split(".")) found = typeof found === "object" ? found[part] : undefined;
  if (typeof found !== "string") throw new Error(`${language} has no text ${key}.`);
  return Object.entries({ partner: "Hearthby", ...values }).reduce(
    (text, [name, value]) => text.replaceAll(`{${name}}`, value),
    found,
  );
}
