import type { Language } from "./languages";
import { loadWords } from "./words";

/** Returns a language's texts for use outside React, in handlers and mails. */
export const getTranslator = async (language: Language) => (await loadWords(language)).translate();

/** Looks up texts of one language by key. */
export type Translator = Awaited<ReturnType<typeof getTranslator>>;
