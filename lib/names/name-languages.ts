/** Languages whose words are understood in values: the portal's. */
export const nameLanguages = ["en", "en-GB", "de", "fr", "it", "es", "pt-BR", "ja"] as const;
