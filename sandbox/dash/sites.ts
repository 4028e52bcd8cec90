export type SiteName = "eu" | "na" | "fe" | "app";
export type Channel = "website" | "app";

export interface Site {
  name: SiteName;
  channel: Channel;
  /** The host that this site stands in for. */
  host: string;
  label: string;
}

/** docs/contract.md, "Where a link points". */
export const sites: Record<SiteName, Site> = {
  eu: { name: "eu", channel: "website", host: "drs-web-eu.amazon.co.uk", label: "the European website" },
  na: { name: "na", channel: "website", host: "drs-web.amazon.com", label: "the North American website" },
  fe: { name: "fe", channel: "website", host: "drs-web.amazon.co.jp", label: "the Far East website" },
  app: { name: "app", channel: "app", host: "alexa.amazon.com", label: "the Alexa app, for all regions" },
};

export const siteNames: readonly SiteName[] = ["eu", "na", "fe", "app"];
export const appPath = "/spa/index.html";
export const notice = "Larder sandbox: a stand-in for Amazon, for testing.";
