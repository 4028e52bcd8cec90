/** The three addresses of the Dash websites: European, North American, Far East. Source: contract, documented. */
export type Region = "EU" | "NA" | "FE";

/** Where a link opens: in the browser, or in the Alexa app through a deep link. Source: contract, documented. */
export type Channel = "website" | "app";

/** Which of the two documented path spellings to write. Source: contract, documented; default `template`, decided. */
export type PathStyle = "template" | "example";

/** The two documented names of the supply tracking page on the wire. Source: contract, documented. */
export type SupplyPage = "sensor_tracking_selection" | "product_selection";

/** Amazon's word for the page behind a link; supply tracking goes by one name. Source: contract, documented. */
export type PageType =
  | "dart_landing"
  | "dart_device_list"
  | "settings"
  | "sensor_tracking_selection"
  | "inventory_management"
  | "inventory_history"
  | "installed_inventory";

/** A query parameter of a link. Source: contract, documented. */
export type Parameter = "vendorCode" | "modelId" | "exitUri" | "returnUrl" | "settings";

/** The kinds of inventory sensor. Source: contract, documented. */
export type Sensor = "level" | "usage" | "level-usage";

/** What a customer picks. Source: contract, decided. */
export type Card = "supplies" | "inventory" | "history" | "parts" | "settings" | "enroll" | "all-devices";

/** The cards of one device. Source: contract, decided. */
export type DeviceCard = Exclude<Card, "all-devices">;

/** The address of each region's website and of the Alexa app page. Source: contract, documented. */
export type Endpoints = { EU: string; NA: string; FE: string; app: string };

declare const brand: unique symbol;
type Checked<Name extends string> = string & { readonly [brand]: Name };

/** A vendor code that {@link checkVendorCode} let pass. Source: contract, decided. */
export type VendorCode = Checked<"VendorCode">;

/** A model id that {@link checkModelId} let pass. Source: contract, decided. */
export type ModelId = Checked<"ModelId">;

/** An exit address that {@link checkExitUri} let pass. Source: contract, decided. */
export type ExitUri = Checked<"ExitUri">;

/** What a partner configures once. `exitSchemes` are app schemes without the colon. Source: contract, decided. */
export type DashSettings = {
  vendorCode: string;
  endpoints: Endpoints;
  pathStyle: PathStyle;
  supplyPage: SupplyPage;
  exitSchemes?: readonly string[];
};

/**
 * What one link asks for; `sensors` is checked only when given, and an app link is the same for all regions.
 * Source: contract, documented.
 */
export type LinkRequest = ({ channel: "website"; region: Region } | { channel: "app"; region?: Region }) & {
  page: PageType;
  modelId?: string;
  exitUri?: string;
  sensors?: readonly Sensor[];
};

/**
 * A link read back. `region` is null for app links (one address for all), `pathStyle` is null where both
 * spellings agree (the device list), `supplyPage` names the wire value of supply tracking. Source: contract, decided.
 */
export type DashLink = {
  page: PageType;
  supplyPage?: SupplyPage;
  channel: Channel;
  region: Region | null;
  pathStyle: PathStyle | null;
  vendorCode: string;
  modelId?: string;
  exitUri?: string;
  returnUrl?: string;
  settings: boolean;
};
