import { amazonEndpoints } from "./endpoints.ts";
import { locateEndpoint, locatePage } from "./locate.ts";
import { checkParameters, fixedValues } from "./parameters.ts";
import { collectParameters, findAccessToken, splitQuery } from "./query.ts";
import { describeProblem, type Problem, type Report, type Result, settle } from "./result.ts";
import type { DashLink, Endpoints } from "./types.ts";

// Scheme, authority, path, query; then the fragment with its '#', and the query an app link has in there.
const shape = /^([a-z][a-z\d+.-]*):(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(#[^?]*|)(?:\?(.*))?/is;

/** What a reader needs to know; without endpoints, Amazon's own. Source: contract, decided. */
export type ReadOptions = { endpoints?: Endpoints; exitSchemes?: readonly string[] };

/**
 * Read a Dash link back, or list everything that is wrong with it; never throws. The raw text is compared, not
 * what a URL parser makes of it, and a `+` in a value is a plus. Source: contract, documented; strictness, decided.
 */
export function readLink(url: string, options: ReadOptions = {}): Result<DashLink> {
  const { link, problems } = inspectLink(url, options);
  return settle(problems, link as DashLink);
}

/**
 * Take a link apart as {@link readLink} does, and keep what could be read of a wrong one; never throws. `link`
 * is whole when there is no problem. Source: contract, documented; strictness, decided.
 */
export function inspectLink(
  url: string,
  options: ReadOptions = {},
): { link: Partial<DashLink>; problems: Problem[] } {
  const problems: Problem[] = [];
  const told = new Set<string>();
  const report: Report = (code, parameter, why) => {
    const fault = `${code} ${parameter}`;
    if (told.has(fault)) return;
    told.add(fault);
    problems.push(describeProblem(code, parameter, why));
  };

  const token = findAccessToken(url);
  if (token) report("access-token", token, "must never appear in a link: remove it, and revoke it");
  const parts = shape.exec(url);
  if (!checkText(url, parts?.[1], parts?.[2], report) || !parts) return { link: {}, problems };

  // Stryker disable next-line StringLiteral: the pattern always sets both, the compiler cannot know.
  const [, scheme, authority, path = "", query, hash = "", hashQuery] = parts;

  const { channel, region, rest } = locateEndpoint(
    { origin: `${scheme}://${authority}`, path, looksLikeApp: hash.startsWith("#v2/") },
    options.endpoints ?? amazonEndpoints,
    report,
  );
  const isApp = channel === "app";
  const found = locatePage(isApp ? hash : rest, channel, report);

  if (isApp && query !== undefined)
    report("query-before-hash", "url", "has a query before '#': move it behind the path");
  if (!isApp && hash) report("unexpected-fragment", "url", "has a fragment: leave out '#' and what follows");
  const given = collectParameters([...splitQuery(query), ...splitQuery(isApp ? hashQuery : "")], report);
  const page = found?.name === "product_selection" ? "sensor_tracking_selection" : found?.name;
  problems.push(...checkParameters(page, channel, given, options.exitSchemes));

  const { settings, ...others } = given;
  const texts = Object.fromEntries(Object.entries(others).filter(([, text]) => text !== null));
  const link: Partial<DashLink> = { channel, region, ...texts, settings: settings === fixedValues.settings };
  if (found) Object.assign(link, { page, pathStyle: found.style });
  if (found && page === "sensor_tracking_selection") Object.assign(link, { supplyPage: found.name });
  return { link, problems };
}

/** Whether the text can be taken apart. */
function checkText(
  url: string,
  scheme: string | undefined,
  authority: string | undefined,
  report: Report,
): boolean {
  const isPlain = !/[\s\p{Cc}\p{Cs}\\]/u.test(url);
  const isWeb = /^https?:/i.test(url);
  if (!isPlain) report("not-a-url", "url", "holds white space, a backslash or the like: remove it");
  else if (!scheme || (isWeb && !authority))
    report("not-a-url", "url", "is no absolute web address: begin with https:// and a host");
  if (scheme && !isWeb)
    report("wrong-scheme", "url", "does not begin with https://: no Dash link does otherwise");
  return isPlain && Boolean(authority);
}
