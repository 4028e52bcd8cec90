/** What RFC 3986 does not let stand in a URI: parsers drop or rewrite it. Source: contract, decided. */
export const notUri = /[^\w\-.~:/?#[\]@!$&'()*+,;=%]|%(?![\da-f]{2})/i;

/** The parsed URL, or undefined where the platform's parser throws. Source: contract, decided. */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    // undefined
  }
}

/** Decode one text once; undefined where `%` is malformed. A `+` stays a `+`. Source: contract, decided. */
export function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // undefined
  }
}
