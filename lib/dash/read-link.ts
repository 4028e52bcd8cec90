import { amazonEndpoints } from "./endpoints";
import { locateEndpoint, locatePage } from "./locate";
import { checkParameters } from "./parameters";
import { collectParameters, isAccessToken, splitQuery } from "./query";
import { describeProblem, type Problem, type Report, type Result, settle } from "./result";
import type { DashLink, Endpoints } from "./types";

const shape = /^([a-z][a-z\d+.-]*):(?:\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#(.*))?)?/is;

/**
 * Read a Dash link back, or list everything that is wrong with it; never throws. The raw text is compared, not
 * what a URL parser makes of it, and a `+` in a value is a plus. Source: contract, documented; strictness, decided.
 */
export function readLink(
  url: string,
  options: { endpoints?: Endpoints; exitSchemes?: readonly string[] } = {},
): Result<DashLink> {
  const problems: Problem[] = [];
  const report: Report = (...fault) => problems.push(describeProblem(...fault));

  const [, scheme, authority, path = "", query, fragment] = shape.exec(url) ?? [];
  checkText(url, scheme, authority, report);
  if (problems.length > 0) return { ok: false, problems };

  const { channel, region, rest } = locateEndpoint(
    { origin: `${scheme}://${authority}`, path, looksLikeApp: fragment?.startsWith("v2/") ?? false },
    options.endpoints ?? amazonEndpoints,
    report,
  );
  const isApp = channel === "app";
  const [, fragmentPath = "", fragmentQuery] = /^([^?]*)(?:\?(.*))?$/s.exec(fragment ?? "") ?? [];
  const found = locatePage(isApp ? `#${fragmentPath}` : rest, channel, report);

  const pairs = splitQuery(query);
  if (isApp) {
    if (query !== undefined)
      report("query-before-hash", "url", "has a query before '#': move it behind the path");
    pairs.push(...splitQuery(fragmentQuery));
  } else if (fragment !== undefined) {
    report("unexpected-fragment", "url", "has a fragment: leave out '#' and what follows");
    pairs.push(...splitQuery(fragmentQuery ?? fragment).filter(([name]) => isAccessToken(name)));
  }

  const given = collectParameters(pairs, report);
  const supplyPage =
    found?.name === "product_selection" || found?.name === "sensor_tracking_selection"
      ? found.name
      : undefined;
  const page = found?.name === "product_selection" ? "sensor_tracking_selection" : found?.name;
  problems.push(...checkParameters(page, channel, given, options.exitSchemes));

  const { vendorCode = "", settings, ...others } = given;
  if (!found || !page) return { ok: false, problems };
  return settle(problems, {
    page,
    ...(supplyPage && { supplyPage }),
    channel,
    region,
    pathStyle: found.style,
    vendorCode,
    ...others,
    settings: settings !== undefined,
  });
}

function checkText(
  url: string,
  scheme: string | undefined,
  authority: string | undefined,
  report: Report,
): void {
  const isWeb = /^https?$/i.test(scheme ?? "");
  if (/[\s\p{Cc}\p{Cs}\\]/u.test(url))
    report("not-a-url", "url", "holds white space, a backslash or the like: remove it");
  else if (!scheme || (isWeb && !authority))
    report("not-a-url", "url", "is no absolute web address: begin with https:// and a host");
  if (scheme && !isWeb)
    report("wrong-scheme", "url", "does not begin with https://: no Dash link does otherwise");
}
