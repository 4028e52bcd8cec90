import { createTranslator } from "next-intl";
import type { Language } from "./languages";
import { loadMessages } from "./messages";

/** Creates a translator for use outside React, in handlers and mails. */
export const getTranslator = async (language: Language) =>
  createTranslator({ locale: language, messages: await loadMessages(language) });

/** Looks up texts of one language by key. */
export type Translator = Awaited<ReturnType<typeof getTranslator>>;
