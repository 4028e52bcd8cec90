import { match } from "@formatjs/intl-localematcher";
import Negotiator from "negotiator";
import { env } from "@/lib/env";
import { type Language, languages, pseudoLanguage } from "./languages";

/** The languages to choose from: all that have a file, and in development the pseudo-language. */
export const listLanguages = (): readonly Language[] =>
  env().PSEUDO_LANGUAGE ? [...languages, pseudoLanguage] : languages;

/** The language of ours that comes closest to these tags, the dearest first; null when none comes near. */
export function matchLanguage(tags: readonly string[]): Language | null {
  for (const tag of tags) {
    try {
      // One at a time: a distant match for the first must not hide an exact one for the second.
      const found = match([tag], listLanguages(), "und");
      // Unicode's table leads from Swahili to English; who asks for more than one language may have a better wish.
      if (new Intl.Locale(found).language === new Intl.Locale(tag).language) return found as Language;
    } catch {
      // No language tag at all.
    }
  }
  return null;
}

/** The language of a letter: the first of these tags that we have, else the default. */
export const chooseMailLanguage = (...tags: (string | null)[]): Language =>
  matchLanguage(tags.map((tag) => tag ?? "")) ?? languages[0];

/** What there is to go by, BCP 47 tags as anybody may have written them. */
export type Wishes = {
  /** From the customer's profile. */
  profile?: string | null;
  cookie?: string | null;
  /** The Accept-Language header. */
  accepted?: string | null;
};

/** Profile, else cookie, else what the browser asks for; never the country. */
export function chooseLanguage({ profile, cookie, accepted }: Wishes): Language {
  const browser = new Negotiator({ headers: { "accept-language": accepted ?? "" } }).languages();
  return matchLanguage([profile ?? "", cookie ?? "", ...browser.slice(0, 20)]) ?? languages[0];
}
