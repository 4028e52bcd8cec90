// Hebrew, Arabic and the other scripts from right to left.
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Isolates a person's text in a sentence: right-to-left text must not reorder the words around it. Where an element holds
 * only that text, `<bdi>` does the same.
 */
export const isolate = (text: string) => (rightToLeft.test(text) ? `\u2068${text}\u2069` : text);
