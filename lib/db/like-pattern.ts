/** A pattern for LIKE that finds a text anywhere, with all of its characters standing for themselves. */
export const toLikePattern = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;
