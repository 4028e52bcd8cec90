import { z } from "zod";
import { cards } from "@/lib/dash";
import type { ProblemCode } from "@/lib/errors";
import { readId } from "@/lib/scope";
import { auditEvents } from "./types";

/** The name of an event. */
export const EventName = z.enum(auditEvents);
/** One of these names. */
export type EventName = z.infer<typeof EventName>;

/** Whether a text is a calendar day in the form 2026-12-31. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < "0001") return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}

const day = z.string().refine((text) => text === "" || isDay(text), "date-malformed");

/** The audit's filter as typed; unused fields are empty. */
export const FilterText = z
  .object({
    staff: z.string().refine((text) => text === "" || readId(text) !== null, "staff-unknown"),
    event: z.string().pipe(z.enum(["", ...auditEvents], "event-unknown")),
    customer: z.string(),
    from: day,
    to: day,
  })
  .refine(({ from, to }) => from <= to, {
    path: ["to"],
    error: "date-order",
    when: ({ value }) => {
      const { from, to } = value as { from: string; to: string };
      return isDay(from) && isDay(to);
    },
  });
/** A filter's fields before validation. */
export type FilterText = z.input<typeof FilterText>;

/** Problems that a field of the filter can have. */
export const filterCodes = [
  "staff-unknown",
  "event-unknown",
  "filter-customer-unknown",
  "date-malformed",
  "date-order",
] as const satisfies ProblemCode[];

/** Additional data of an event; which fields are set depends on the event. */
export const EventDetails = z.looseObject({
  deviceId: z.string().nullable().optional(),
  card: z.enum(cards).optional(),
  vendorCode: z.string().optional(),
  link: z.enum(["portal", "website", "app"]).optional(),
  as: z.enum(["qr", "text"]).optional(),
  launchId: z.string().optional(),
  /** The member of staff whose sessions ended, and how many. */
  subjectId: z.string().optional(),
  sessions: z.number().optional(),
  /** The key, with its name and scopes at that time, and when it expires. */
  keyId: z.string().optional(),
  name: z.string().optional(),
  scopes: z.array(z.string()).optional(),
  expiresAt: z.string().optional(),
  /** The number of people of a file that were looked for. */
  people: z.number().optional(),
  filter: z
    .looseObject({
      staffId: z.string().optional(),
      event: EventName.optional(),
      customer: z.literal("unknown").optional(),
      from: z.string().optional(),
      to: z.string().optional(),
    })
    .optional(),
  /** Fields that one of the partner's systems wrote. */
  fields: z.array(z.string()).optional(),
  units: z.number().optional(),
  /** Of an import: its id, and how many customers and devices a batch wrote. */
  importId: z.string().optional(),
  customers: z.number().optional(),
  devices: z.number().optional(),
  /** The device model that changed. */
  modelId: z.string().optional(),
  /** For a purge: the age limit and the number of events removed; for an import, of devices. */
  olderThan: z.string().optional(),
  removed: z.number().optional(),
  /** The cut-off time of a purge; otherwise what stood there before the change. */
  before: z.union([z.string(), z.looseObject({})]).nullish(),
});
/** Additional data of an event. */
export type EventDetails = z.infer<typeof EventDetails>;
