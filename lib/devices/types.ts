import type { Slot } from "./schemas";

export type { ClaimText, Slot } from "./schemas";

/** A device as a tile shows it. */
export type DeviceSummary = {
  id: string;
  name: string;
  model: string;
  drawing: string;
  slots: Slot[];
};

/** A device as its own page shows it and as a launch needs it. */
export type Device = DeviceSummary & {
  modelId: string;
  serial: string;
  /** ISO 3166-1 codes where the model is enabled. */
  countries: string[];
  /** How many devices of this model its owner has, this one included. */
  sameModel: number;
  /** Whether enrolment or supply tracking was opened before for this model. */
  openedBefore: boolean;
};

/** A device in a list. */
export type ListedDevice = DeviceSummary & Pick<Device, "serial" | "countries"> & { registeredAt: Date };

/** What the partner makes, as a customer chooses it. */
export type DeviceModel = { modelId: string; name: string };

/** A device that was added; `isNew` is false when it was on the list already. */
export type AddedDevice = { deviceId: string; isNew: boolean };

/** The order of a list of devices. */
export type DeviceSort = "name" | "newest";

/** Which devices to list; `after` is the cursor of the page before. */
export type DeviceQuery = { search: string; sort: DeviceSort; after: string | null };

/** One page of a customer's devices. */
export type DevicePage = {
  devices: ListedDevice[];
  /** Whether the partner told us of units, so that a device can be added. */
  adds: boolean;
  /** All devices of the customer. */
  total: number;
  /** Those that the search finds. */
  matching: number;
  /** How many of the matching are on earlier pages. */
  before: number;
  /** Cursor of the next page. */
  next: string | null;
};
