export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The first value of a parameter, without NUL (which PostgreSQL refuses), at most 2,000 characters. */
export function one(value: string | string[] | undefined): string | null {
  const [first] = [value].flat();
  return first?.replaceAll("\0", "").slice(0, 2000) ?? null;
}

/** The words that a parameter names; undefined when it names none of `words`, whatever every object has. */
export function wordsOf(words: Record<string, string>, value: string | string[] | undefined) {
  const name = one(value) ?? "";
  return Object.hasOwn(words, name) ? words[name] : undefined;
}

/** A page's own address with its parameters, to come back to after signing in. */
export function addressOf(path: string, parameters: Awaited<SearchParams>): string {
  const query = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) => [value ?? []].flat().map((item) => [name, item])),
  );
  return query.size > 0 ? `${path}?${query}` : path;
}
