import { pathOf, pathPrefixes } from "./endpoints.ts";
import { pages } from "./pages.ts";
import type { Report } from "./result.ts";
import type { Channel, Endpoints, PageType, PathStyle, Region, SupplyPage } from "./types.ts";
import { parseUrl } from "./uri.ts";

/** Where a link points before its page: `rest` is the path behind the endpoint. Source: contract, documented. */
export type Located = { channel: Channel; region: Region | null; rest: string };

/**
 * Find the endpoint a link starts with; the longest path wins where several share a host. Something is always
 * returned, so that a reader can go on to list the other problems. Source: contract, documented.
 */
export function locateEndpoint(
  link: { origin: string; path: string; looksLikeApp: boolean },
  endpoints: Endpoints,
  report: Report,
): Located {
  // A parser would decode %2E and drop what stands before '@'; a Dash link is spelled plainly.
  const target = /:\/\/[\w.:[\]-]+$/.test(link.origin) ? parseUrl(link.origin) : undefined;
  const sameHost = (["app", "EU", "NA", "FE"] as const).flatMap((key) => {
    const url = parseUrl(endpoints[key]);
    if (!url || url.host !== target?.host) return [];
    const base = key === "app" ? url.pathname : url.pathname.replace(/\/+$/, "");
    const fits = key === "app" ? (link.path || "/") === base : link.path.startsWith(`${base}/`);
    return { key, protocol: url.protocol, sameScheme: url.protocol === target.protocol, base, fits };
  });
  const sameOrigin = sameHost.filter(({ sameScheme }) => sameScheme);
  const candidates = sameOrigin.length > 0 ? sameOrigin : sameHost;
  const [first] = candidates;
  if (!target || !first) {
    report("unknown-host", "url", "names a host that is no Dash endpoint: use the one of the region");
    return { channel: link.looksLikeApp ? "app" : "website", region: null, rest: link.path };
  }

  if (!first.sameScheme)
    report(
      "wrong-scheme",
      "url",
      `begins with ${target.protocol}// where this endpoint has ${first.protocol}//: write that`,
    );
  const best = candidates.filter(({ fits }) => fits).sort((a, b) => b.base.length - a.base.length)[0];
  const { key, base } = best ?? candidates.find(({ key }) => (key === "app") === link.looksLikeApp) ?? first;
  if (!best)
    report("unknown-path", "url", "does not begin with the path of its endpoint: compare it with the table");
  const rest = best ? link.path.slice(base.length) : link.path;
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
  if (pathOf(name, channel, style) !== path) {
    report("unknown-path", "url", `has no path of a Dash page: ${name} stands behind ${template} only`);
    return undefined;
  }
  return { name, style: name === "dart_device_list" ? null : style };
}

function isWirePage(name: string): name is PageType | SupplyPage {
  return name === "product_selection" || Object.hasOwn(pages, name);
}
