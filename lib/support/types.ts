import type { CustomerProfile, OtherId } from "@/lib/customers";
import type { Card, DeviceCard, Region } from "@/lib/dash";
import type { DevicePage, ListedDevice, Vendor } from "@/lib/devices";
import type { SupplyView } from "@/lib/readings";

/**
 * A customer's device and its cards as they see them; none without a region or if the model is not enabled
 * there.
 */
export type CustomerDevice = ListedDevice & {
  cards: DeviceCard[];
  /** Those that have reported. */
  supplies: SupplyView[];
};

/** A customer who may be the one that is meant. */
export type Candidate = Pick<CustomerProfile, "id" | "name" | "email" | "externalId" | "country">;

/** A customer's page as shown to staff. */
export type CustomerView = {
  customer: CustomerProfile;
  otherIds: OtherId[];
  /** Null if their country is unknown or has no region. */
  region: Region | null;
  page: Omit<DevicePage, "devices" | "vendors"> & { devices: CustomerDevice[] };
  /** Each has an account-wide card. */
  vendors: Vendor[];
  timeline: Timeline;
};

/** Kinds of entry: the customer's actions, mails and staff's actions. messages/ has their texts. */
export const timelineKinds = [
  "own.website",
  "own.app",
  "own.returned",
  "mail.code",
  "mail.email-changed",
  "mail.link",
  "customer.viewed",
  "card.viewed",
  "link.qr",
  "link.text",
  "link.mailed",
  "launch.opened",
  "launch.returned",
] as const;
/** One of these kinds. */
export type TimelineKind = (typeof timelineKinds)[number];

/** One line of a customer's timeline. */
export type TimelineEntry = {
  /** Unique in the timeline; orders entries of the same millisecond. */
  key: string;
  at: Date;
  kind: TimelineKind;
  /** Null if the entry does not concern a card. */
  card: Card | null;
  /** The device's name; null for the account-wide card, and if the device is no longer the customer's. */
  device: string | null;
  /** Vendor code of the account-wide card; null if it was not recorded. */
  vendorCode: string | null;
  /** The member of staff who acted; null for the customer's own actions and for mails. */
  staff: { name: string | null } | null;
  /** Reason that staff gave for opening the page. */
  reason: string | null;
  /** Delivery state of a mail; null for other entries. */
  state: "waiting" | "sent" | "failed" | null;
};

/** A page of a customer's timeline, newest first. */
export type Timeline = {
  entries: TimelineEntry[];
  /** Whether earlier pages have newer entries. */
  isLater: boolean;
  /** Cursor of the next page. */
  next: string | null;
};
