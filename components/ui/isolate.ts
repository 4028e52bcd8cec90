// Hebrew, Arabic and the other right-to-left scripts.
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * Isolates user-entered text in a sentence, so that right-to-left text doesn't reorder the words around it.
 * If an element holds only that text, use `<bdi>` instead.
 */
export const isolate = (text: string) => (rightToLeft.test(text) ? `\u2068${text}\u2069` : text);
