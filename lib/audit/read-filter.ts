import { z } from "zod";
import { statement } from "@/lib/db";
import { type AuditFilter, auditEvents, type FilterFaults, type FilterText } from "./types";

const findIds = statement<{ id: string }>(
  "audit_customers",
  "select id from customers where external_id = $1 or lower(email) = lower($1) limit 100",
);

const isId = (text: string) => z.guid().safeParse(text).success;

/** Whether it is a day of the calendar, written as 2026-12-31. */
function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text < "0001") return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
}

/** Whom somebody means by an id, a number or an address. A deleted customer is still found, by their id. */
async function customersOf(text: string): Promise<string[]> {
  const found = (await findIds(text)).map(({ id }) => id);
  return isId(text) ? [...new Set([...found, text.toLowerCase()])] : found;
}

/** Reads what an administrator typed; only for those who may look. */
export async function readFilter(
  given: FilterText,
): Promise<{ filter: AuditFilter } | { faults: FilterFaults }> {
  const { staff, customer, from, to } = given;
  const event = auditEvents.find((name) => name === given.event) ?? null;
  const customerIds = customer ? await customersOf(customer) : null;
  const faults: FilterFaults = {
    ...(staff && !isId(staff) && { staff: "unknown" }),
    ...(given.event && !event && { event: "unknown" }),
    ...(customerIds?.length === 0 && { customer: "unknown" }),
    ...(from && !isDay(from) && { from: "date" }),
    ...(to && !isDay(to) && { to: "date" }),
    ...(isDay(from) && isDay(to) && from > to && { to: "order" }),
  };
  if (Object.keys(faults).length > 0) return { faults };
  return { filter: { staffId: staff || null, event, customerIds, from: from || null, to: to || null } };
}

/** What is noted of a filter when somebody looks: opaque ids, and never what they typed. */
export function noteOf({ customerIds, ...rest }: AuditFilter) {
  const filter = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  return { customerIds: customerIds ?? [], filter };
}
