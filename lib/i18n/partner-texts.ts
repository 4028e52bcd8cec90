import { readFileSync } from "node:fs";
import english from "@/messages/en-US.json";
import { languages } from "./languages";
import { flatten, listPlaceholders, type Texts } from "./message-parts";

const isGroup = (value: unknown): value is Texts =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Overrides single texts of `base` with those of `over`. */
export function mergeTexts<Base extends Texts>(base: Base, over: Texts): Base {
  const merged: Texts = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isGroup(below) && isGroup(value) ? mergeTexts(below, value) : value;
  }
  return merged as Base;
}

/**
 * Finds faults in a partner's texts: `{"de": {"welcome": {"title": "…"}}}`.
 * @returns a line for each fault
 */
export function findTextFaults(texts: unknown): string[] {
  if (!isGroup(texts)) return ["is not an object of languages"];
  const known = new Map(flatten(english));
  return Object.entries(texts).flatMap(([language, own]) => {
    if (!(languages as readonly string[]).includes(language))
      return [`has "${language}", which is none of ${languages.join(", ")}`];
    if (!isGroup(own)) return [`has no object of texts for "${language}"`];
    return flatten(own).flatMap(([key, text]) => {
      const source = known.get(key);
      if (source === undefined) return [`has "${language}" "${key}", a key that messages/en-US.json lacks`];
      const fault = findFault(text, source);
      return fault ? [`has "${language}" "${key}", ${fault}`] : [];
    });
  });
}

function findFault(text: unknown, source: string): string | undefined {
  if (typeof text !== "string") return "which is no text";
  const wanted = listPlaceholders(source);
  try {
    const strange = listPlaceholders(text).filter((name) => !wanted.includes(name));
    if (strange.length > 0)
      return `whose ${strange.join(", ")} does not exist there; known are: ${wanted.join(", ") || "none"}`;
  } catch (error) {
    return `which is no ICU message: ${error instanceof Error ? error.message : error}`;
  }
}

/**
 * Reads the partner's own texts, by language.
 * @throws Error listing all faults of the file
 */
export function readPartnerTexts(file: string | undefined): Record<string, Texts> {
  if (!file) return {};
  let texts: unknown;
  try {
    texts = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(
      `PARTNER_TEXTS: ${file} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
  const faults = findTextFaults(texts);
  if (faults.length > 0) throw new Error(faults.map((fault) => `PARTNER_TEXTS: ${file} ${fault}`).join("\n"));
  return texts as Record<string, Texts>;
}
