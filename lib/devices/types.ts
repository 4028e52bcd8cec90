import type { Slot } from "./schemas";

export type { ClaimText, Slot, Vendor } from "./schemas";

/** A device as shown on a tile, its model and slots in the reader's language. */
export type DeviceSummary = {
  id: string;
  name: string;
  model: string;
  drawing: string;
  /** Hash of the partner's own picture, shown instead of the drawing. */
  picture: string | null;
  slots: Slot[];
};

/** A device with the data for its page and for launches. */
export type Device = DeviceSummary & {
  modelId: string;
  /** Amazon's vendor code of the model; null for the configured one. */
  vendorCode: string | null;
  serial: string;
  /** ISO 3166-1 codes of the countries where the model is enabled. */
  countries: string[];
  /** Number of devices of this model that its owner has, including this one. */
  sameModel: number;
  /** Whether its owner has opened enrolment or supply tracking for this model. */
  openedBefore: boolean;
};

/** A device in a list. */
export type ListedDevice = DeviceSummary & Pick<Device, "serial" | "countries"> & { registeredAt: Date };

/** A device model that a customer can choose. */
export type DeviceModel = { modelId: string; name: string };

/** An added device; `isNew` is false if the customer already had it. */
export type AddedDevice = { deviceId: string; isNew: boolean };

/** Sort order of a list of devices. */
export type DeviceSort = "name" | "newest";

/** The devices to list; `after` is the previous page's cursor. */
export type DeviceQuery = { search: string; sort: DeviceSort; after: string | null };

/** One page of a customer's devices. */
export type DevicePage = {
  devices: ListedDevice[];
  /** Whether devices can be added, because the partner has imported units. */
  adds: boolean;
  /** Number of devices of the customer. */
  total: number;
  /** Number of devices that match the search. */
  matching: number;
  /** Number of matching devices on earlier pages. */
  before: number;
  /** Cursor of the next page. */
  next: string | null;
};
