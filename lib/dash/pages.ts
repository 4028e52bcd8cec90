import type { Card, Channel, DeviceCard, PageType, Parameter, Region, Sensor } from "./types.ts";

/** The kinds of inventory sensor. Source: contract, documented. */
export const sensors: readonly Sensor[] = ["level", "usage", "level-usage"];

/** Where a link can open. Source: contract, documented. */
export const channels: readonly Channel[] = ["website", "app"];

/** The regions that have a Dash website. Source: contract, documented. */
export const regions: readonly Region[] = ["EU", "NA", "FE"];

/** The cards of one device, in the order they are shown. Source: contract, decided. */
export const deviceCards: readonly DeviceCard[] = [
  "supplies",
  "inventory",
  "history",
  "parts",
  "settings",
  "enroll",
];

/** All cards, that of the whole account last. Source: contract, decided. */
export const cards: readonly Card[] = [...deviceCards, "all-devices"];

/** The Dash page behind each card. Source: contract, decided. */
export const pageOfCard: Readonly<Record<Card, PageType>> = {
  supplies: "sensor_tracking_selection",
  inventory: "inventory_management",
  history: "inventory_history",
  parts: "installed_inventory",
  settings: "settings",
  enroll: "dart_landing",
  "all-devices": "dart_device_list",
};

/**
 * What one page takes. Every page may carry an exitUri; `exitByDefault` says whether a portal adds one unasked.
 * Source: contract, documented, save for `exitByDefault`, decided.
 */
export type PageRule = {
  needs: readonly Parameter[];
  websiteOnly: readonly Parameter[];
  never: readonly Parameter[];
  sensors: readonly Sensor[];
  exitByDefault: boolean;
};

const settingsPage: PageRule = {
  needs: ["vendorCode", "modelId"],
  websiteOnly: ["settings"],
  never: ["returnUrl"],
  sensors,
  exitByDefault: true,
};

/** What each page needs, takes on websites only, never takes, and serves. Source: contract, documented. */
export const pages: Readonly<Record<PageType, PageRule>> = {
  dart_landing: {
    needs: ["vendorCode", "modelId", "returnUrl"],
    websiteOnly: [],
    never: ["settings"],
    sensors,
    exitByDefault: false,
  },
  dart_device_list: {
    needs: ["vendorCode"],
    websiteOnly: [],
    never: ["modelId", "settings", "returnUrl"],
    sensors,
    exitByDefault: true,
  },
  settings: settingsPage,
  sensor_tracking_selection: settingsPage,
  inventory_management: settingsPage,
  inventory_history: settingsPage,
  installed_inventory: { ...settingsPage, sensors: ["usage"] },
};

/** Whether a page serves a device with these sensors; one that serves all asks none. Source: contract, documented. */
export function servesSensors(page: PageType, given: readonly Sensor[]): boolean {
  const served = pages[page].sensors;
  return served.length === sensors.length || given.some((sensor) => served.includes(sensor));
}
