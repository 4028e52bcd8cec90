import type { Card } from "@/lib/dash";
import type { Staff } from "@/lib/viewer";
import type { EventDetails } from "./schemas";

export type { EventDetails, FilterText } from "./schemas";

/** All events, in the order of the audit page's filter. The database has the same list. */
export const auditEvents = [
  "customers.searched",
  "customer.viewed",
  "card.viewed",
  "link.shown",
  "link.mailed",
  "launch.opened",
  "launch.returned",
  "staff.signed-in",
  "staff.sessions-ended",
  "audit.viewed",
  "audit.exported",
  "audit.purged",
  "customer.changed",
  "customer.deleted",
  "customer.exported",
  "device.changed",
  "device.removed",
  "devices.revoked",
  "units.changed",
  "faults.viewed",
  "fault.settled",
  "model.changed",
  "model.deleted",
  "import.written",
  "import.viewed",
  "key.created",
  "key.revoked",
] as const;

/** The name of an event. */
export type AuditEventName = (typeof auditEvents)[number];

type About = { customerId: string };
/**
 * `deviceId` is null for the account-wide card, which has a `vendorCode` if the customer's devices have several
 * vendors.
 */
type AboutCard = About & { deviceId: string | null; card: Card; vendorCode?: string };

/** The link of a card that was shown, and how. */
export type ShownLink = { link: "portal" | "website" | "app"; as: "qr" | "text" };

/** An event to record: opaque ids, and the reason that staff typed. */
export type AuditEvent =
  /** Keeps the customers shown, not the typed text, which may be anyone's name. `people`: of a file compared. */
  | { event: "customers.searched"; customerIds: string[]; people?: number }
  | ({ event: "customer.viewed" } & About)
  | ({ event: "card.viewed" | "link.mailed" } & AboutCard)
  | ({ event: "link.shown" } & ShownLink & AboutCard)
  | ({ event: "launch.opened"; launchId: string; reason: string } & AboutCard)
  | ({ event: "launch.returned"; launchId: string } & AboutCard)
  | { event: "staff.signed-in" }
  /** Written by one of the partner's systems; the names of the fields, not their values. */
  | ({ event: "customer.changed"; fields: string[] } & About)
  /** `reason` is a ticket's reference, which stays after the deletion; null for a system. */
  | ({ event: "customer.deleted"; reason?: string } & About)
  | ({ event: "customer.exported" } & About)
  | ({ event: "device.changed"; deviceId: string; fields: string[] } & About)
  | ({ event: "device.removed"; deviceId: string } & About)
  /** A list of units: how many devices left their owners' lists, and how many claim codes were deleted. */
  | { event: "devices.revoked"; devices: number; units: number; reason: string }
  /** The number of units that got or lost a claim code. */
  | { event: "units.changed"; modelId: string; units: number }
  /** A batch of an import: the customers that it changed or whose devices, and how many of each it wrote and removed. */
  | {
      event: "import.written";
      importId?: string;
      customerIds: string[];
      customers: number;
      devices: number;
      removed: number;
    }
  | { event: "import.viewed"; importId: string }
  /** `subjectId`: the member of staff whose sessions ended. */
  | { event: "staff.sessions-ended"; subjectId: string; sessions: number }
  | { event: "faults.viewed"; customerIds: string[] }
  | { event: "fault.settled"; fields: string[]; customerId?: string }
  /** `before` is null for a new model. Pictures stand as hashes. */
  | { event: "model.changed"; modelId: string; before: object | null; after: object }
  | { event: "model.deleted"; modelId: string; before: object }
  /** The customers that the filter named, and its other fields. */
  | { event: "audit.viewed" | "audit.exported"; customerIds?: string[]; filter?: KeptFilter }
  /** Of the key never more than this. `expiresAt` in ISO 8601. */
  | { event: "key.created"; keyId: string; name: string; scopes: string[]; expiresAt: string }
  | { event: "key.revoked"; keyId: string; name: string };

/** The part of a filter that the audit keeps: ids, event names and days, and whether it named nobody. */
type KeptFilter = Partial<{
  staffId: string;
  event: AuditEventName;
  customer: "unknown";
  from: string;
  to: string;
}>;

/** The audit's filter; null for a field that is not filtered. */
export type AuditFilter = {
  staffId: string | null;
  event: AuditEventName | null;
  /** Events about any of these; several when customers share an address. */
  customerIds: string[] | null;
  /** Days in UTC in the form 2026-12-31, both inclusive. */
  from: string | null;
  to: string | null;
};

/** The fields of the filter's form, by their names in the URL. */
export const filterFields = ["staff", "event", "customer", "from", "to"] as const;
/** One of these fields. */
export type FilterField = (typeof filterFields)[number];

/** Kinds of actor. */
export const actorKinds = ["customer", "staff", "client", "system"] as const;

/** An event as administrators see it, with its ids resolved to current names. */
export type AuditRow = {
  id: string;
  at: Date;
  event: AuditEventName;
  /**
   * `id` is null for the system, `role` for everyone but staff. Only keys and staff have a `name`, and not all
   * staff.
   */
  actor: {
    kind: (typeof actorKinds)[number];
    id: string | null;
    name: string | null;
    role: Staff["role"] | null;
  };
  /** The first of them, and those looked for; an import names hundreds. */
  customers: { id: string; name: string | null; externalId: string | null; isGone: boolean }[];
  /** All of them. */
  customerCount: number;
  details: EventDetails;
  /** Name of the member of staff whose sessions ended. */
  subjectName: string | null;
  reason: string | null;
  network: string | null;
};

/** An event as the file shows it, with the ids of all its customers. */
export type ExportedRow = AuditRow & { customerIds: string[] };

/** A page of events, newest first, with the cursors of the neighbouring pages. */
export type AuditPage = { events: AuditRow[]; newer: string | null; older: string | null };
