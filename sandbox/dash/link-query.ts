import { type ParameterName, parameterNames } from "./page-types";
import type { Problem } from "./problem";

/** The first value of a parameter. `value` is null when it cannot be decoded. */
export interface Given {
  raw: string;
  value: string | null;
}

export interface ReadQuery {
  given: Map<ParameterName, Given>;
  problems: Problem[];
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function isKnown(name: string): name is ParameterName {
  return (parameterNames as readonly string[]).includes(name);
}

function isToken(name: string): boolean {
  return /^access_?token$/i.test(name);
}

/** Finds the access token of legacy pages, after any `?`, `#` or `&`. */
export function findTokens(text: string): Problem[] {
  const [, ...pieces] = text.split(/[?#&]/);
  const names = pieces.map((piece) => piece.split("=")[0] ?? "");
  const parameter = names.map((name) => decode(name) ?? name).find(isToken);
  if (parameter === undefined) return [];
  const message =
    "Legacy pages carried an access token in the address. A link must never carry one: leave it out and revoke it.";
  return [{ code: "access-token", parameter, message }];
}

function describeUnknown(name: string): Problem {
  const unknown = (parameter: string, message: string) => ({ code: "unknown-parameter", parameter, message });
  if (name === "")
    return unknown("query", "A parameter without a name. Write name=value pairs with one & between.");
  const meant = parameterNames.find((known) => known.toLowerCase() === name.toLowerCase());
  if (meant) return unknown(name, `Parameter names are case-sensitive. Write ${meant}.`);
  // Four of Amazon's own examples print `modelIyour.model.id`.
  if (name.startsWith("modelI"))
    return unknown(name, "This looks like the misprint of modelId= in the examples. Write modelId=.");
  return unknown(
    name,
    `No page knows this parameter. The parameters are ${parameterNames.join(", ")}; leave it out.`,
  );
}

/** Reads the query's parameters and finds problems with names and repeats. */
export function readQuery(query: string | null): ReadQuery {
  const given = new Map<ParameterName, Given>();
  const problems: Problem[] = [];
  const counts = new Map<string, number>();
  for (const piece of query ? query.split("&") : []) {
    const [rawName = "", ...rest] = piece.split("=");
    // Only the first = is a separator.
    const raw = rest.join("=");
    const name = decode(rawName) ?? rawName;
    if (isToken(name)) continue;
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (counts.get(name) !== 1) continue;
    if (isKnown(name)) given.set(name, { raw, value: decode(raw) });
    else problems.push(describeUnknown(name));
  }
  for (const [name, count] of counts)
    if (count > 1)
      problems.push({
        code: "repeated-parameter",
        parameter: name || "query",
        message: `It appears in the link ${count} times. Write it once.`,
      });
  return { given, problems };
}
