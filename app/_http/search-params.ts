export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The first value of a parameter, without NUL (which PostgreSQL refuses), at most 2,000 characters. */
export function firstParam(value: string | string[] | undefined): string | null {
  const [first] = [value].flat();
  return first?.replaceAll("\0", "").slice(0, 2000) ?? null;
}

/** Which of `words` a parameter names; undefined for anything else. */
export const enumParam = <Word extends string>(
  value: string | string[] | undefined,
  words: readonly Word[],
): Word | undefined => words.find((word) => word === firstParam(value));

/** A page's own address with its parameters, to come back to after signing in. */
export function withQuery(path: string, parameters: Awaited<SearchParams>): string {
  const query = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) => [value ?? []].flat().map((item) => [name, item])),
  );
  return query.size > 0 ? `${path}?${query}` : path;
}
