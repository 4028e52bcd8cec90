import { createTranslator } from "next-intl";
import type { Language } from "./languages";
import { messagesOf } from "./messages";

/** Words outside of React, for handlers and mails. */
export const translatorOf = async (language: Language) =>
  createTranslator({ locale: language, messages: await messagesOf(language) });

/** Words of one language, by their keys. */
export type Translator = Awaited<ReturnType<typeof translatorOf>>;
