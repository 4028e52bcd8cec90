/** An id as people compare it: its first eight characters. */
export const shortId = (id: string) => id.slice(0, 8);
