// Texts and formats for pages, in the language of the request. Like next-intl's own functions of these names, which make
// translators and formatters anew for each request.
import { cookies, headers } from "next/headers";
import type { useTranslations as TranslationHook } from "next-intl";
import { cache, use } from "react";
import { getViewer } from "@/lib/auth";
import { getLanguageCookieName } from "@/lib/http";
import { chooseLanguage } from "./choose-language";
import type { Language } from "./languages";
import { loadWords, type Words } from "./words";

/** What is known of a request: its words, once they are loaded, and when it was first asked for the time. */
const remember = cache((): { words?: Words; now?: Date } => ({}));

const getWords = cache(async (): Promise<Words> => {
  // Without the database the page still needs texts, to report that.
  const viewer = await getViewer().catch(() => null);
  const language = chooseLanguage({
    profile: viewer?.language,
    cookie: (await cookies()).get(getLanguageCookieName())?.value,
    accepted: (await headers()).get("accept-language"),
  });
  const words = await loadWords(language);
  remember().words = words;
  return words;
});

// Waiting would render the component twice.
const useWords = (): Words => remember().words ?? use(getWords());

/** Returns the texts of a namespace, in a component. */
export const useTranslations: typeof TranslationHook = (namespace) => useWords().translate(namespace);

/** Returns the formats of dates, numbers and lists, in a component. */
export const useFormatter = (): Words["format"] => useWords().format;

/** Returns the language, in a component. */
export const useLocale = (): Language => useWords().language;

/** Returns the time of the request, in a component. */
export function useNow(): Date {
  const known = remember();
  known.now ??= new Date();
  return known.now;
}

/** Returns the texts of a namespace. */
export const getTranslations = async <Namespace extends Parameters<typeof TranslationHook>[0] = never>(
  namespace?: Namespace,
): Promise<ReturnType<typeof TranslationHook<NonNullable<Namespace>>>> =>
  (await getWords()).translate(namespace as never) as never;

/** Returns the formats of dates, numbers and lists. */
export const getFormatter = async (): Promise<Words["format"]> => (await getWords()).format;

/** Returns the language. */
export const getLocale = async (): Promise<Language> => (await getWords()).language;
