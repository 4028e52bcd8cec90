/** Finds the text for a language as SQL's `localize` does: its own, or one of the same language elsewhere. */
export function findText(texts: Record<string, string>, language: string): string | undefined {
  const [base = ""] = language.split("-");
  const near = Object.keys(texts)
    .filter((tag) => tag.startsWith(`${base}-`))
    .sort()[0];
  return texts[language] ?? texts[base] ?? (near === undefined ? undefined : texts[near]);
}

/** Returns the text for a language, else the one without a language. */
export const localize = (texts: Record<string, string>, fallback: string, language: string): string =>
  findText(texts, language) ?? fallback;
