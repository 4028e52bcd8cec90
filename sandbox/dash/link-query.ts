import { type ParameterName, parameterNames } from "./page-types";
import type { Problem } from "./problem";

/** One parameter's first value. `value` is null when it cannot be decoded. */
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

function describeUnknown(name: string): string {
  if (name.toLowerCase() === "access_token")
    return "Legacy pages carried an access token in the address. A link must never carry one; leave it out.";
  const meant = parameterNames.find((known) => known.toLowerCase() === name.toLowerCase());
  if (meant) return `Parameter names are case-sensitive. Write ${meant}.`;
  // Four of Amazon's own examples print `modelIyour.model.id`.
  if (name.startsWith("modelI"))
    return "This looks like the misprint of modelId= in the examples. Write modelId=.";
  return `No page knows this parameter. The parameters are ${parameterNames.join(", ")}; leave it out.`;
}

/** The query's pairs, with what is wrong about names, repeats and percent-encoding. */
export function readQuery(query: string | null): ReadQuery {
  const given = new Map<ParameterName, Given>();
  const problems: Problem[] = [];
  const counts = new Map<string, number>();
  for (const piece of query ? query.split("&") : []) {
    const [rawName = "", ...rest] = piece.split("=");
    // Only the first = separates; a second one in the value must be encoded, which the value checks say.
    const raw = rest.join("=");
    const name = decode(rawName) ?? rawName;
    if (name === "") {
      problems.push({
        parameter: "query",
        message: "A parameter without a name. Write name=value pairs with one & between.",
      });
      continue;
    }
    counts.set(name, (counts.get(name) ?? 0) + 1);
    if (counts.get(name) !== 1) continue;
    if (!isKnown(name)) problems.push({ parameter: name, message: describeUnknown(name) });
    else given.set(name, { raw, value: decode(raw) });
    if (isKnown(name) && rawName !== name)
      problems.push({ parameter: name, message: `The name is percent-encoded. Write ${name} as it is.` });
  }
  for (const [name, count] of counts)
    if (count > 1)
      problems.push({ parameter: name, message: `It stands in the link ${count} times. Write it once.` });
  return { given, problems };
}
