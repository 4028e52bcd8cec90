import type { Supply } from "@/lib/readings";
import type { Slot, Vendor } from "./schemas";

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
export type Device = Omit<DeviceSummary, "slots"> & {
  slots: Supply[];
  /** How long without a reading is normal: an ISO 8601 duration; null for the default. */
  silentAfter: string | null;
  /** What the partner wants customers to read while no reading has come. */
  noLevel: string | null;
  /** Whether customers read when a supply is expected to be used up. */
  forecast: boolean;
  /** Whether its owner wants levels to be kept and shown. */
  showsLevels: boolean;
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
export type ListedDevice = DeviceSummary &
  Pick<Device, "serial" | "countries" | "silentAfter"> & {
    registeredAt: Date;
    /** What needs attention first: a low supply, or the one that is least full. Null without a scale or a reading. */
    lowest: Supply | null;
    /** When it last reported; null if it never did. */
    reportedAt: Date | null;
  };

/** A device model that a customer can choose. */
export type DeviceModel = { modelId: string; name: string };

/** An added device; `isNew` is false if the customer already had it. */
export type AddedDevice = { deviceId: string; isNew: boolean };

/** Sort orders of a list of devices. `attention`: low supplies first, then by what is least full. */
export const deviceSorts = ["name", "attention", "newest"] as const;
/** One of these. */
export type DeviceSort = (typeof deviceSorts)[number];

/** The devices to list; `after` is the previous page's cursor. */
export type DeviceQuery = { search: string; sort: DeviceSort; after: string | null };

/** One page of a customer's devices. */
export type DevicePage = {
  devices: ListedDevice[];
  /** The vendors of all of the customer's devices, as `listVendors` lists them. */
  vendors: Vendor[];
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

/**
 * What revoking a unit does. `revoked`: it leaves its owner's list. `blocked`: nobody has it, but it could have come
 * back by its claim code, or because its owner undoes a removal. `unchanged`: nobody has it, nor can. `unknown`: no
 * such unit.
 */
export const revocations = ["revoked", "blocked", "unchanged", "unknown"] as const;
/** One of these. */
export type Revocation = (typeof revocations)[number];

/** What revoking a list does: to each unit, by its place, and a word that differs once somebody changes one of them. */
export type Assessment = { outcomes: Revocation[]; seen: string };

/** Units of one model to revoke, and how many lines were left out because they repeat others. */
export type UnitList = { modelId: string; serials: string[]; repeated: number };
