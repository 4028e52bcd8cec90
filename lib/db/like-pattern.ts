/** Builds a LIKE pattern that finds `text` anywhere, with wildcards escaped. */
export const toLikePattern = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
