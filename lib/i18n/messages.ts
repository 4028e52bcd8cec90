import { env } from "@/lib/env";
import type english from "@/messages/en-US.json";
import { type Language, languages, pseudoLanguage } from "./languages";
import { mergeTexts, readPartnerTexts } from "./partner-texts";
import { createPseudoTexts } from "./pseudo-language";

/** All texts of a language; English defines the keys. */
export type Messages = typeof english;

const load = async (language: Language): Promise<Messages> => {
  const file = language === pseudoLanguage ? languages[0] : language;
  const own = (await import(`../../messages/${file}.json`)).default as Messages;
  const partner = readPartnerTexts(env().PARTNER_TEXTS)[file];
  const texts = partner ? mergeTexts(own, partner) : own;
  return language === pseudoLanguage ? createPseudoTexts(texts) : texts;
};

const loaded = new Map<Language, Promise<Messages>>();

/** Loads a language's messages with the partner's overrides, once per process. */
export function loadMessages(language: Language): Promise<Messages> {
  const messages = loaded.get(language) ?? load(language);
  loaded.set(language, messages);
  return messages;
}
