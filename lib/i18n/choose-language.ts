import { match } from "@formatjs/intl-localematcher";
import Negotiator from "negotiator";
import { env } from "@/lib/env";
import { type Language, languages, pseudoLanguage } from "./languages";

/** Lists the languages on offer: all with a file, and the pseudo-language if it is enabled. */
export const listLanguages = (): readonly Language[] =>
  env().PSEUDO_LANGUAGE ? [...languages, pseudoLanguage] : languages;

/** Finds the portal language that best matches these tags, most preferred first; null if none matches. */
export function matchLanguage(tags: readonly string[]): Language | null {
  for (const tag of tags) {
    const same = listLanguages().find((language) => language === tag);
    if (same) return same;
    if (!tag) continue;
    try {
      // One tag at a time: a distant match for the first must not hide an exact match for the second.
      const found = match([tag], listLanguages(), "und");
      // CLDR data matches Swahili with English. Skip such matches, because a later tag may fit better.
      if (new Intl.Locale(found).language === new Intl.Locale(tag).language) return found as Language;
    } catch {
      // Not a language tag.
    }
  }
  return null;
}

/** Chooses the language of a mail: the first of these tags that matches one, else the default. */
export const chooseMailLanguage = (...tags: (string | null)[]): Language =>
  matchLanguage(tags.map((tag) => tag ?? "")) ?? languages[0];

/** Language preferences: BCP 47 tags, not validated. */
export type Wishes = {
  /** From the customer's profile. */
  profile?: string | null;
  cookie?: string | null;
  /** The Accept-Language header. */
  accepted?: string | null;
};

/** Chooses the language of a page by profile, then cookie, then browser; never by country. */
export function chooseLanguage({ profile, cookie, accepted }: Wishes): Language {
  const own = matchLanguage([profile ?? "", cookie ?? ""]);
  if (own || !accepted) return own ?? languages[0];
  const browser = new Negotiator({ headers: { "accept-language": accepted } }).languages();
  return matchLanguage(browser.slice(0, 20)) ?? languages[0];
}
