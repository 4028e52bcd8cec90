// The URLs of this run, and the links that the contract (docs/contract.md) requires, written out.

const readAddress = (name: string) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the tests with npm test -- e2e.`);
  return value;
};

export const getPortalUrl = () => readAddress("E2E_PORTAL_URL");

/** The page that shows all mail. */
export const getMailboxUrl = () => readAddress("E2E_MAILBOX");

/** The origins of the three Dash websites and the Alexa app page. */
export const site = {
  NA: () => readAddress("E2E_SANDBOX_NA"),
  EU: () => readAddress("E2E_SANDBOX_EU"),
  FE: () => readAddress("E2E_SANDBOX_FE"),
  app: () => readAddress("E2E_SANDBOX_APP"),
};

export type Region = "NA" | "EU" | "FE";

export const getHost = (place: keyof typeof site) => new URL(site[place]()).host;

// "http://localhost:4100/return", encoded once.
const buildExitUri = () => `http%3A%2F%2Flocalhost%3A${new URL(getPortalUrl()).port}%2Freturn`;

/** Builds the website links of a device model's cards. */
export function buildWebsiteLinks(region: Region, modelId: string) {
  const base = `${site[region]()}/drs/partner/page`;
  const device = `vendorCode=HEARTHBY&modelId=${modelId}`;
  return {
    supplies: `${base}/sensor_tracking_selection?${device}&exitUri=${buildExitUri()}&settings=true`,
    inventory: `${base}/inventory_management?${device}&exitUri=${buildExitUri()}&settings=true`,
    history: `${base}/inventory_history?${device}&exitUri=${buildExitUri()}&settings=true`,
    parts: `${base}/installed_inventory?${device}&exitUri=${buildExitUri()}&settings=true`,
    settings: `${base}/settings?${device}&exitUri=${buildExitUri()}&settings=true`,
    enroll: `${base}/dart_landing?${device}&returnUrl=/dart_device_list`,
  };
}

export const buildAllDevicesLink = (region: Region) =>
  `${site[region]()}/drs/partner/page/dart_device_list?vendorCode=HEARTHBY&exitUri=${buildExitUri()}`;

/** Builds the Alexa app links: everything is in the fragment, without settings=true. */
export function buildAppLinks(modelId: string) {
  const base = `${site.app()}/spa/index.html#v2/drs/partner/page`;
  const device = `vendorCode=HEARTHBY&modelId=${modelId}`;
  return {
    supplies: `${base}/sensor_tracking_selection?${device}&exitUri=${buildExitUri()}`,
    inventory: `${base}/inventory_management?${device}&exitUri=${buildExitUri()}`,
    history: `${base}/inventory_history?${device}&exitUri=${buildExitUri()}`,
    parts: `${base}/installed_inventory?${device}&exitUri=${buildExitUri()}`,
    settings: `${base}/settings?${device}&exitUri=${buildExitUri()}`,
    enroll: `${base}/dart_landing?${device}&returnUrl=/dart_device_list`,
  };
}
