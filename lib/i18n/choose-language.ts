import { match } from "@formatjs/intl-localematcher";
import Negotiator from "negotiator";
import { isCountry } from "@/lib/dash";
import { env } from "@/lib/env";
import { type Language, languages, pseudoLanguage } from "./languages";

/** Lists the languages on offer: all with a file, and the pseudo-language if it is enabled. */
export const listLanguages = (): readonly Language[] =>
  env().PSEUDO_LANGUAGE ? [...languages, pseudoLanguage] : languages;

/** Finds the portal language that best matches these tags, most preferred first; null if none matches. */
export function matchLanguage(tags: readonly string[]): Language | null {
  for (const tag of tags) {
    const same = listLanguages().find((language) => language === tag);
    // One tag at a time: a distant match for the first must not hide an exact match for the second.
    const found = same ?? (tag ? findMatch(tag) : null);
    if (found) return found;
  }
  return null;
}

/** Matches of "en-AU" and the like. It cannot grow: their languages and countries are on lists of ours. */
const known = new Map<string, Language | null>();

function findMatch(tag: string): Language | null {
  const [, language, country] = /^([a-z]{2})(?:-([A-Z]{2}))?$/.exec(tag) ?? [];
  if (!language || (country && !isCountry(country))) return computeMatch(tag);
  if (!languages.some((each) => each.split("-")[0] === language)) return null;
  const found = known.get(tag);
  if (found !== undefined) return found;
  const computed = computeMatch(tag);
  known.set(tag, computed);
  return computed;
}

function computeMatch(tag: string): Language | null {
  try {
    const found = match([tag], listLanguages(), "und");
    // CLDR data matches Swahili with English. Skip such matches, because a later tag may fit better.
    return new Intl.Locale(found).language === new Intl.Locale(tag).language ? (found as Language) : null;
  } catch {
    return null; // not a language tag
  }
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
