import type { Card } from "@/lib/dash";
import type { Staff } from "@/lib/viewer";
import type { EventDetails, FilterText } from "./schemas";

export type { EventDetails, FilterText } from "./schemas";

/** Every event, in the order of the filter on the audit page; the database has the same list. */
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
] as const;

/** What can be asked about later. */
export type AuditEventName = (typeof auditEvents)[number];

type About = { customerId: string };
/** Null as device means the card of the whole account. */
type AboutCard = About & { deviceId: string | null; card: Card };

/** Which link of a card comes onto the screen, and as what. */
export type ShownLink = { link: "portal" | "website" | "app"; as: "qr" | "text" };

/** What a member of staff does, as it goes into the audit: opaque ids, and the reason that they typed. */
export type AuditEvent =
  /** What was typed is not kept, it may be anybody's name; who was shown is. */
  | { event: "customers.searched"; customerIds: string[] }
  | ({ event: "customer.viewed" } & About)
  | ({ event: "card.viewed" | "link.mailed" } & AboutCard)
  | ({ event: "link.shown" } & ShownLink & AboutCard)
  | ({ event: "launch.opened"; launchId: string; reason: string } & AboutCard)
  | ({ event: "launch.returned"; launchId: string } & AboutCard)
  | { event: "staff.signed-in" }
  /** `subjectId`: whose sessions. */
  | { event: "staff.sessions-ended"; subjectId: string; sessions: number }
  /** About whom the audit was asked, and what else the filter said. */
  | { event: "audit.viewed" | "audit.exported"; customerIds?: string[]; filter?: KeptFilter };

/** What of a filter goes into the audit: ids, names of events and days. */
type KeptFilter = Partial<{ staffId: string; event: AuditEventName; from: string; to: string }>;

/** What the audit is asked for; null where that does not matter. */
export type AuditFilter = {
  staffId: string | null;
  event: AuditEventName | null;
  /** Events about any of them; more than one where customers share an address. */
  customerIds: string[] | null;
  /** Days in UTC as 2026-12-31, both included. */
  from: string | null;
  to: string | null;
};

/** The fields of the filter's form, by their names in an address. */
export const filterFields = ["staff", "event", "customer", "from", "to"] as const;
/** One of them. */
export type FilterField = (typeof filterFields)[number];

/** Who can act. */
export const actorKinds = ["customer", "staff", "client", "system"] as const;

/** An event as administrators read it, with the names that go with its ids today. */
export type AuditRow = {
  id: string;
  at: Date;
  event: AuditEventName;
  /** `id` is null for the system, `role` for all but staff; `name` is known of staff, unless they have none. */
  actor: {
    kind: (typeof actorKinds)[number];
    id: string | null;
    name: string | null;
    role: Staff["role"] | null;
  };
  customers: { id: string; name: string | null; externalId: string | null; isGone: boolean }[];
  details: EventDetails;
  /** Whose sessions were ended. */
  subjectName: string | null;
  reason: string | null;
  network: string | null;
};

/** Events, the newest first, and where the pages before and after begin. */
export type AuditPage = { events: AuditRow[]; newer: string | null; older: string | null };
