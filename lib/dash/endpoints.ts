import type { Channel, Endpoints, PageType, PathStyle, Region, SupplyPage } from "./types.ts";
import { parseUrl } from "./uri.ts";

/** Amazon's production addresses. Source: contract, documented. */
export const amazonEndpoints: Readonly<Endpoints> = {
  EU: "https://drs-web-eu.amazon.co.uk",
  NA: "https://drs-web.amazon.com",
  FE: "https://drs-web.amazon.co.jp",
  app: "https://alexa.amazon.com/spa/index.html",
};

/** What stands between an endpoint and the page type, in both spellings. Source: contract, documented. */
export const pathPrefixes: Readonly<Record<Channel, Readonly<Record<PathStyle, string>>>> = {
  website: { template: "/drs/partner/page/", example: "/" },
  app: { template: "#v2/drs/partner/page/", example: "#v2/drs/page/" },
};

/** Path of a page. The examples, too, print the device list the template's way. Source: contract, documented. */
export function pathOf(page: PageType | SupplyPage, channel: Channel, style: PathStyle): string {
  return pathPrefixes[channel][page === "dart_device_list" ? "template" : style] + page;
}

/** The host a link opens at, with its port, to show to people; never throws. Source: contract, documented. */
export function hostOf(channel: Channel, region: Region, endpoints: Endpoints): string {
  const endpoint = endpoints[channel === "app" ? "app" : region];
  return parseUrl(endpoint)?.host || endpoint;
}
