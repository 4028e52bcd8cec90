import { pathOf, pathPrefixes } from "./endpoints.ts";
import { pages } from "./pages.ts";
import type { Report } from "./result.ts";
import type { Channel, Endpoints, PageType, PathStyle, Region, SupplyPage } from "./types.ts";
import { parseUrl } from "./uri.ts";

/** Where a link points before its page: `rest` is the path behind the endpoint. Source: contract, documented. */
export type Located = { channel: Channel; region: Region | null; rest: string };

/** A configured endpoint as a parser sees it, without slashes at a website's end; does the link begin with it? */
type Known = { key: keyof Endpoints; host: string; protocol: string; base: string; fits: boolean };

function listEndpoints(endpoints: Endpoints, path: string): Known[] {
  return (["app", "EU", "NA", "FE"] as const).flatMap((key) => {
    const url = parseUrl(endpoints[key]);
    if (!url?.host) return [];
    const { host, protocol, pathname } = url;
    if (key === "app") return { key, host, protocol, base: pathname, fits: path === pathname };
    const base = pathname.replace(/\/+$/, "");
    return { key, host, protocol, base, fits: path.startsWith(`${base}/`) };
  });
}

// A parser would decode %2E and drop what stands before '@'; a Dash link is spelled plainly. It would also take ever
// longer over a host that is longer than any. Whatever the scheme, the host is told apart as that of a web address.
function readHost(origin: string): string | undefined {
  if (!/:\/\/[\w.:[\]-]{1,260}$/.test(origin)) return undefined;
  return parseUrl(origin.replace(/^(?!https?:)[^:]+/i, "https"))?.host;
}

/**
 * Find the endpoint a link starts with; the longest path wins where several share a host. Something is always
 * returned, so that a reader can go on to list the other problems. Source: contract, documented.
 */
export function locateEndpoint(
  link: { origin: string; path: string; looksLikeApp: boolean },
  endpoints: Endpoints,
  report: Report,
): Located {
  const path = link.path || "/";
  const known = listEndpoints(endpoints, path);
  const linkHost = readHost(link.origin);
  const sameHost = known.filter(({ host }) => host === linkHost);
  const [first] = sameHost;
  const protocol = link.origin.replace(/\/\/.*/s, "").toLowerCase();
  const sameScheme = (first ? sameHost : known).filter((one) => one.protocol === protocol);

  if (!first) {
    const hosts = known.map(({ host }) => host).join(", ");
    report("unknown-host", "url", `names a host that is no Dash endpoint: use one of ${hosts}`);
  }
  if (sameScheme.length === 0)
    report("wrong-scheme", "url", `begins with ${protocol}//, unlike its endpoint: Amazon's have https://`);
  if (!first) return { channel: link.looksLikeApp ? "app" : "website", region: null, rest: path };

  const candidates = sameScheme.length > 0 ? sameScheme : sameHost;
  const best = candidates.filter(({ fits }) => fits).sort((a, b) => b.base.length - a.base.length)[0];
  const { key, base } = best ?? candidates.find(({ key }) => (key === "app") === link.looksLikeApp) ?? first;
  if (!best) report("unknown-path", "url", `does not have the path of its endpoint: begin with ${base}`);
  const rest = best ? path.slice(base.length) : path;
  return key === "app" ? { channel: "app", region: null, rest } : { channel: "website", region: key, rest };
}

/** A page as the path spells it. Source: contract, documented. */
export type FoundPage = { name: PageType | SupplyPage; style: PathStyle | null };

/** Find the page type in a path of either spelling. Source: contract, documented. */
export function locatePage(path: string, channel: Channel, report: Report): FoundPage | undefined {
  const { template, example } = pathPrefixes[channel];
  const style = path.startsWith(template) ? "template" : "example";
  const prefix = style === "template" ? template : example;
  const name = path.slice(prefix.length);
  if (!path.startsWith(prefix) || !/^[^/]+$/.test(name)) {
    report("unknown-path", "url", `has no path of a Dash page: write ${template} and a page type`);
    return undefined;
  }
  if (!isWirePage(name)) {
    report("unknown-page", "page", `is unknown: use one of ${Object.keys(pages).join(", ")}`);
    return undefined;
  }
  if (pathOf(name, channel, style) !== path)
    report("unknown-path", "url", `has no path of a Dash page: ${name} belongs after ${template} only`);
  return { name, style: name === "dart_device_list" ? null : style };
}

function isWirePage(name: string): name is PageType | SupplyPage {
  return name === "product_selection" || Object.hasOwn(pages, name);
}
