import { createTranslator } from "next-intl";
import type { Language } from "./languages";
import { loadMessages } from "./messages";

/** Words outside of React, for handlers and mails. */
export const getTranslator = async (language: Language) =>
  createTranslator({ locale: language, messages: await loadMessages(language) });

/** Words of one language, by their keys. */
export type Translator = Awaited<ReturnType<typeof getTranslator>>;
