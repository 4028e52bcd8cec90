/** The languages that have a file in messages/, the default first. */
export const languages = ["en-US", "en-GB", "de", "fr", "it", "es", "ja", "pt-BR"] as const;

/** English, long and accented: shows in development where a text has no room or no key. */
export const pseudoLanguage = "en-XA";

/** A language that pages and mails can be in. */
export type Language = (typeof languages)[number] | typeof pseudoLanguage;

/** Keeps the language that somebody chose while not signed in. */
export const languageCookie = "larder.language";
/** Life of that cookie in seconds. */
export const languageCookieLife = 400 * 24 * 3600;
