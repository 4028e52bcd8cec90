// Hebrew, Arabic and the other scripts from right to left.
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/**
 * A text of a person's as it stands in a sentence: what runs from right to left leaves the words around it alone.
 * Where an element holds nothing but the text, `<bdi>` does the same.
 */
export const isolate = (text: string) => (rightToLeft.test(text) ? `\u2068${text}\u2069` : text);
