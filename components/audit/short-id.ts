/** Shortens an id to its first eight characters, enough for people to compare. */
export const formatShortId = (id: string) => id.slice(0, 8);
