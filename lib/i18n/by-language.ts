import type { Language } from "./languages";

/** Makes something once a language. It cannot grow: the languages are ours, whatever a request asks for. */
export function rememberByLanguage<Value>(
  make: (language: Language) => Value,
): (language: Language) => Value {
  const made = new Map<Language, Value>();
  return (language) => {
    const value = made.get(language) ?? make(language);
    made.set(language, value);
    return value;
  };
}

/** Orders texts as the language's alphabet does. */
export const getCollator = rememberByLanguage((language) => new Intl.Collator(language));

/** Lists texts in one line, without "and": "Black, Cyan". */
export const getUnitList = rememberByLanguage((language) => new Intl.ListFormat(language, { type: "unit" }));
