import type { Card, DeviceCard, Region } from "@/lib/dash";
import type { DevicePage, ListedDevice } from "@/lib/devices";
import type { QueuedMail } from "@/lib/jobs";

/** Who a customer is, as staff see it. */
export type CustomerProfile = {
  id: string;
  /** The partner's own customer number. */
  externalId: string | null;
  name: string | null;
  email: string | null;
  /** ISO 3166-1 alpha-2 of their Amazon account; null while unknown. */
  country: string | null;
  /** BCP 47; null or `mul` while none was chosen. */
  language: string | null;
  createdAt: Date;
};

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

/** What happened: what the customer did, which mail went out, what staff did. The words for it stand in messages/. */
export type TimelineKind =
  | "own.website"
  | "own.app"
  | "own.returned"
  | `mail.${QueuedMail["kind"]}`
  | "customer.viewed"
  | "card.viewed"
  | "link.qr"
  | "link.text"
  | "link.mailed"
  | "launch.opened"
  | "launch.returned";

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

/** Which card of whom, as it stands in the address: not checked yet. */
export type CardRequest = {
  customerId: string;
  /** Null for the card of the whole account. */
  deviceId: string | null;
  card: string;
};

/** What may be wrong with the reason for opening a page, as the card page's `problem` names it. */
export const reasonProblems = ["reason-empty", "reason-long", "reason-characters"] as const;
/** One of them. */
export type ReasonProblem = (typeof reasonProblems)[number];

/** A trip of a member of staff to a customer's page that came back. */
export type ReturnedStaffLaunch = {
  id: string;
  customer: Pick<CustomerProfile, "id" | "name" | "externalId" | "email">;
  /** Null for a card of the whole account, and for a device that the customer has no longer. */
  deviceName: string | null;
  card: Card;
  openedAt: Date;
};

/** The most that one search may hold. */
export const searchLimits = { characters: 200, words: 5 } as const;

/** What staff typed, and the page of it: `after` is `next` of the page before. */
export type SearchQuery = { search: string; after?: string | null };

/** A customer as a row of the search shows them. */
export type FoundCustomer = Pick<CustomerProfile, "id" | "externalId" | "name" | "email" | "country"> & {
  devices: number;
  /** The serial number that was sought, where nothing else explains why this customer is there. */
  serial: string | null;
};

/** What a search comes to: a page of customers, or why there is none. */
export type CustomerSearch =
  | {
      kind: "found";
      customers: FoundCustomer[];
      /** Leads to the next page; null on the last one. */
      next: string | null;
    }
  /** No word has three letters or digits, or two characters of Chinese, Japanese or Korean. */
  | { kind: "short" }
  /** More than `searchLimits` allows. */
  | { kind: "long" }
  /** So many match that it takes too long. */
  | { kind: "broad" };
