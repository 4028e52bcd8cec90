import type { Channel } from "./sites";

export const parameterNames = ["vendorCode", "modelId", "exitUri", "returnUrl", "settings"] as const;
export type ParameterName = (typeof parameterNames)[number];
export type Rule = "required" | "allowed" | "never";

export interface PageType {
  title: string;
  /** The names in a path. Amazon's documentation has two for supply tracking. */
  names: readonly string[];
  modelId: Rule;
  returnUrl: Rule;
  /** On websites only; app links never have it. */
  settings: Rule;
  usageSensorOnly?: true;
}

const settingsPage = { modelId: "required", returnUrl: "never", settings: "required" } as const;

/** docs/contract.md, "Pages". */
export const pageTypes: readonly PageType[] = [
  {
    title: "Welcome to Amazon Dash Replenishment",
    names: ["dart_landing"],
    modelId: "required",
    returnUrl: "required",
    settings: "never",
  },
  {
    title: "Your devices",
    names: ["dart_device_list"],
    modelId: "never",
    returnUrl: "never",
    settings: "never",
  },
  { title: "Device settings", names: ["settings"], ...settingsPage },
  { title: "Supply tracking", names: ["sensor_tracking_selection", "product_selection"], ...settingsPage },
  { title: "Household inventory", names: ["inventory_management"], ...settingsPage },
  { title: "Inventory history", names: ["inventory_history"], ...settingsPage },
  { title: "Installed parts", names: ["installed_inventory"], ...settingsPage, usageSensorOnly: true },
];

export const deviceList = "dart_device_list";
export const allPageNames = pageTypes.flatMap((pageType) => pageType.names);

export function findPageType(name: string): PageType | undefined {
  return pageTypes.find((pageType) => pageType.names.includes(name));
}

export function ruleOf(pageType: PageType, parameter: ParameterName, channel: Channel): Rule {
  if (parameter === "vendorCode") return "required";
  if (parameter === "exitUri") return "allowed";
  if (parameter === "settings" && channel === "app") return "never";
  return pageType[parameter];
}
