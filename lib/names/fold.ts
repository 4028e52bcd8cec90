/**
 * Folds a text for comparison: case, accents, width, spaces and punctuation do not count. Japanese sound marks do:
 * they make other letters.
 */
export const fold = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/[\u0300-\u036f]|[^\p{L}\p{N}\p{M}]/gu, "")
    .normalize("NFC");
