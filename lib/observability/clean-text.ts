/** Makes a text that anyone may have sent fit for the log: without addresses and control characters, and not longer. */
export const cleanText = (text: string, length: number): string =>
  text
    .slice(0, 4 * length)
    .replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, " ")
    .replace(/("[^"]*"|[^\s<>"'(),;:]+)(@|\uff20|%40)[^\s<>"'(),;:]+/gi, "(address)")
    .slice(0, length);
