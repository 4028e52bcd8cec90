import type { CustomerProfile } from "@/lib/customers";
import type { Card, DeviceCard, Region } from "@/lib/dash";
import type { DevicePage, ListedDevice } from "@/lib/devices";

/** A customer's device, and the cards that they see of it: none without a region or where it is not offered. */
export type CustomerDevice = ListedDevice & { cards: DeviceCard[] };

/** A customer as their page shows them to staff. */
export type CustomerView = {
  customer: CustomerProfile;
  /** Null while their country is unknown, and where it has none. */
  region: Region | null;
  page: Omit<DevicePage, "devices"> & { devices: CustomerDevice[] };
  /** Whether they see the card of the whole account. */
  hasAccountCard: boolean;
  timeline: Timeline;
};

/** What can happen: what the customer did, which mail went out, what staff did. Its words are in messages/. */
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
/** One of them. */
export type TimelineKind = (typeof timelineKinds)[number];

/** One line of a customer's timeline. */
export type TimelineEntry = {
  /** Its own in the whole timeline; orders what happened in the same millisecond. */
  key: string;
  at: Date;
  kind: TimelineKind;
  /** Null where it is about no card. */
  card: Card | null;
  /** The device's name; null for the whole account, and once the device is not the customer's any more. */
  device: string | null;
  /** Who of the staff did it; null for the customer and for mails. */
  staff: { name: string | null } | null;
  /** Why staff opened the page. */
  reason: string | null;
  /** What became of a mail. */
  state: "waiting" | "sent" | "failed" | null;
};

/** A page of a customer's timeline, the newest first. */
export type Timeline = {
  entries: TimelineEntry[];
  /** Whether there are newer ones on earlier pages. */
  isLater: boolean;
  /** Cursor of the next page. */
  next: string | null;
};
