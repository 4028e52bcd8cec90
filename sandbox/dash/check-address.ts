import type { Catalogue } from "./catalogue";
import { type CheckedLink, checkLink } from "./check-link";
import { findTokens } from "./link-query";
import type { Problem } from "./problem";
import { appPath, type Site, siteNames, sites } from "./sites";

/** A parsed URL. `site` is null when its host is not a Dash site. */
export interface CheckedAddress extends CheckedLink {
  site: Site | null;
}

const parts = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^#]*)(#.*)?$/is;
const nothing = { site: null, page: null, style: null, vendorCode: null, modelId: null, exitUri: null };

/** Finds the site of an authority: a production name with https, or one of this sandbox's own origins. */
function findSite(scheme: string, authority: string, origins: ReadonlyMap<string, Site>) {
  // Lower-case only ASCII: some other letters, such as the Kelvin sign, become ASCII in lower case.
  const plain = authority.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
  // The scheme's default port and an empty port make no difference.
  const host = plain.replace(scheme === "http" ? /:(?:0*80)?$/ : /:(?:0*443)?$/, "");
  const own = origins.get(`${scheme}://${host}`);
  if (own) return { site: own, isSchemeRight: true };
  const name = siteNames.find((candidate) => sites[candidate].host === host);
  if (name) return { site: sites[name], isSchemeRight: scheme === "https" };
  const other = origins.get(`${scheme === "http" ? "https" : "http"}://${host}`);
  if (other) return { site: other, isSchemeRight: false };
  const isServed = [...origins.keys()].some((origin) => origin.startsWith(`${scheme}:`));
  return { site: null, isSchemeRight: scheme === "https" || isServed };
}

/** Checks a full URL, as pasted by a user. `origins`: the sandbox's own. */
export function checkAddress(
  address: string,
  origins: ReadonlyMap<string, Site>,
  catalogue?: Catalogue,
): CheckedAddress {
  const tokens = findTokens(address);
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  const isWeb = scheme === "http" || scheme === "https";
  const [, , authority = "", target = "", fragment] = parts.exec(address) ?? [];
  const faults: [code: string, message: string][] = [];
  if (/[\s\p{Cc}\p{Cs}\\]/u.test(address))
    faults.push([
      "not-a-url",
      "It has white space, a backslash or a control character. Remove or encode them.",
    ]);
  else if (scheme === undefined || (isWeb && authority === ""))
    faults.push(["not-a-url", "It is not a complete address. Begin with https:// and a host."]);
  if (scheme !== undefined && !isWeb && (authority === "" || faults.length > 0))
    faults.push(["wrong-scheme", `It begins with ${scheme}:. Every link begins with https://.`]);
  if (scheme === undefined || faults.length > 0) {
    const problems = faults.map(([code, message]) => ({ code, parameter: "link", message }));
    return { ...nothing, problems: [...tokens, ...problems] };
  }

  const { site, isSchemeRight } = findSite(scheme, authority, origins);
  const problems: Problem[] = [];
  if (site === null) {
    const names = siteNames.map((name) => sites[name].host).join(", ");
    problems.push({
      code: "unknown-host",
      parameter: "link",
      message: `The host ${authority} is not a Dash site. The hosts are ${names}.`,
    });
  }
  if (!isSchemeRight)
    problems.push({
      code: "wrong-scheme",
      parameter: "link",
      message: `It begins with ${scheme}:. ${site ? "This site is" : "The sites are"} at ${scheme === "https" ? "http" : "https"}:.`,
    });

  // With another host, the rest is checked as the kind of link it looks like.
  const channel = site?.channel ?? (fragment?.startsWith("#v2/") ? "app" : "website");
  if (channel === "website" && fragment !== undefined)
    problems.push({
      code: "unexpected-fragment",
      parameter: "fragment",
      message: "A website link has no fragment. Leave out the # and what follows.",
    });
  const path = site === null && channel === "app" ? target.replace(/^[^?]*/, appPath) : target;
  const link = checkLink(path + (channel === "app" ? (fragment ?? "") : ""), channel, catalogue);
  const others = link.problems.filter(({ code }) => code !== "access-token");
  return { site, ...link, problems: [...tokens, ...problems, ...others] };
}
