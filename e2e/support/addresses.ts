// The addresses of this run, and the links that the contract (docs/contract.md) asks for, written out.

const address = (name: string) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the journeys with npm test -- e2e.`);
  return value;
};

export const portal = () => address("E2E_PORTAL_URL");

/** The page where mail to anybody ends. */
export const mailbox = () => address("E2E_MAILBOX");

/** Where the three Dash websites and the Alexa app page stand. */
export const site = {
  NA: () => address("E2E_SANDBOX_NA"),
  EU: () => address("E2E_SANDBOX_EU"),
  FE: () => address("E2E_SANDBOX_FE"),
  app: () => address("E2E_SANDBOX_APP"),
};

export type Region = "NA" | "EU" | "FE";

export const hostOf = (place: keyof typeof site) => new URL(site[place]()).host;

// "http://localhost:4100/return", encoded once.
const exitUri = () => `http%3A%2F%2Flocalhost%3A${new URL(portal()).port}%2Freturn`;

/** The website links of a device model's cards. */
export function websiteLinks(region: Region, modelId: string) {
  const base = `${site[region]()}/drs/partner/page`;
  const device = `vendorCode=HEARTHBY&modelId=${modelId}`;
  return {
    supplies: `${base}/sensor_tracking_selection?${device}&exitUri=${exitUri()}&settings=true`,
    inventory: `${base}/inventory_management?${device}&exitUri=${exitUri()}&settings=true`,
    history: `${base}/inventory_history?${device}&exitUri=${exitUri()}&settings=true`,
    parts: `${base}/installed_inventory?${device}&exitUri=${exitUri()}&settings=true`,
    settings: `${base}/settings?${device}&exitUri=${exitUri()}&settings=true`,
    enroll: `${base}/dart_landing?${device}&returnUrl=/dart_device_list`,
  };
}

export const allDevicesLink = (region: Region) =>
  `${site[region]()}/drs/partner/page/dart_device_list?vendorCode=HEARTHBY&exitUri=${exitUri()}`;

/** The Alexa app links: everything in the fragment, and never settings=true. */
export function appLinks(modelId: string) {
  const base = `${site.app()}/spa/index.html#v2/drs/partner/page`;
  const device = `vendorCode=HEARTHBY&modelId=${modelId}`;
  return {
    supplies: `${base}/sensor_tracking_selection?${device}&exitUri=${exitUri()}`,
    inventory: `${base}/inventory_management?${device}&exitUri=${exitUri()}`,
    history: `${base}/inventory_history?${device}&exitUri=${exitUri()}`,
    parts: `${base}/installed_inventory?${device}&exitUri=${exitUri()}`,
    settings: `${base}/settings?${device}&exitUri=${exitUri()}`,
    enroll: `${base}/dart_landing?${device}&returnUrl=/dart_device_list`,
  };
}
