import { readFileSync } from "node:fs";

type Texts = { [key: string]: string | Texts };

/** A text as it stands in a language's file, with the partner's name and other values in it. */
export function readText(language: string, key: string, values: Record<string, string> = {}): string {
  let found: string | Texts | undefined = JSON.parse(readFileSync(`messages/${language}.json`, "utf8"));
  for (const part of key.split(".")) found = typeof found === "object" ? found[part] : undefined;
  if (typeof found !== "string") throw new Error(`${language} has no text ${key}.`);
  return Object.entries({ partner: "Hearthby", ...values }).reduce(
    (text, [name, value]) => text.replaceAll(`{${name}}`, value),
    found,
  );
}
