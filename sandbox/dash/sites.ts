export type SiteName = "eu" | "na" | "fe" | "app";
export type Channel = "website" | "app";

export interface Site {
  name: SiteName;
  channel: Channel;
  /** The real host that this site simulates. */
  host: string;
  label: string;
  /** The region's name in the documentation; null for the app page, which serves all regions. */
  region: string | null;
}

/** docs/contract.md, "Where a link points". */
export const sites: Record<SiteName, Site> = {
  eu: {
    name: "eu",
    channel: "website",
    host: "drs-web-eu.amazon.co.uk",
    label: "the European website",
    region: "European",
  },
  na: {
    name: "na",
    channel: "website",
    host: "drs-web.amazon.com",
    label: "the North American website",
    region: "North American",
  },
  fe: {
    name: "fe",
    channel: "website",
    host: "drs-web.amazon.co.jp",
    label: "the Far East website",
    region: "Far East",
  },
  app: {
    name: "app",
    channel: "app",
    host: "alexa.amazon.com",
    label: "the Alexa app, for all regions",
    region: null,
  },
};

export const siteNames: readonly SiteName[] = ["eu", "na", "fe", "app"];
export const appPath = "/spa/index.html";
export const notice = "Larder sandbox: a stand-in for Amazon, for testing.";
