/** Languages with a file in messages/, the default first. */
export const languages = ["en-US", "en-GB", "de", "fr", "it", "es", "ja", "pt-BR"] as const;

/** Lengthened, accented English, to find cramped or hard-coded texts during development. */
export const pseudoLanguage = "en-XA";

/** A language of pages and mails. */
export type Language = (typeof languages)[number] | typeof pseudoLanguage;

/** Lifetime in seconds of the cookie with the language chosen while signed out. */
export const languageCookieLife = 400 * 24 * 3600;
