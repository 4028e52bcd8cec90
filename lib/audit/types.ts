import type { Card } from "@/lib/dash";

/** Every event there is, in the order of the filter on the audit page; the database knows the same list. */
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

/** What a member of staff does, as it goes into the audit: opaque ids, and the reason that they typed. */
export type AuditEvent =
  /** What was typed is not kept, it may be anybody's name; who was shown is. */
  | { event: "customers.searched"; customerIds: string[] }
  | ({ event: "customer.viewed" } & About)
  | ({ event: "card.viewed" | "link.mailed" } & AboutCard)
  | ({ event: "link.shown"; link: "portal" | "website" | "app"; as: "qr" | "text" } & AboutCard)
  | ({ event: "launch.opened"; launchId: string; reason: string } & AboutCard)
  | ({ event: "launch.returned"; launchId: string } & AboutCard)
  | { event: "staff.signed-in" }
  /** `subjectId`: whose sessions. */
  | { event: "staff.sessions-ended"; subjectId: string; sessions: number }
  | { event: "audit.viewed" | "audit.exported" };
