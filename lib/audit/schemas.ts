import { z } from "zod";
import { cards } from "@/lib/dash";
import type { ProblemCode } from "@/lib/errors";
import { readId } from "@/lib/scope";
import { auditEvents } from "./types";

/** What can be asked about later. */
export const EventName = z.enum(auditEvents);
/** One of them. */
export type EventName = z.infer<typeof EventName>;

/** Whether it is a day of the calendar, written as 2026-12-31. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < "0001") return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}

const day = z.string().refine((text) => text === "" || isDay(text), "date-malformed");

/** The audit's filter as somebody typed it; a field left alone is empty. */
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
/** A filter's fields before they are checked. */
export type FilterText = z.input<typeof FilterText>;

/** What can be wrong with a field of the filter. */
export const filterCodes = [
  "staff-unknown",
  "event-unknown",
  "filter-customer-unknown",
  "date-malformed",
  "date-order",
] as const satisfies ProblemCode[];

/** What an event holds besides, by event. */
export const EventDetails = z.looseObject({
  deviceId: z.string().nullable().optional(),
  card: z.enum(cards).optional(),
  link: z.enum(["portal", "website", "app"]).optional(),
  as: z.enum(["qr", "text"]).optional(),
  launchId: z.string().optional(),
  /** Whose sessions ended, and how many. */
  subjectId: z.string().optional(),
  sessions: z.number().optional(),
  filter: z
    .looseObject({
      staffId: z.string().optional(),
      event: EventName.optional(),
      from: z.string().optional(),
      to: z.string().optional(),
    })
    .optional(),
  /** Of a purge: the age, how many events it removed, and the moment that all of them were before. */
  olderThan: z.string().optional(),
  removed: z.number().optional(),
  before: z.string().optional(),
});
/** What an event holds besides. */
export type EventDetails = z.infer<typeof EventDetails>;
