import { z } from "zod";
import { type CustomerProfile, listMailsTo } from "@/lib/customers";
import { cards } from "@/lib/dash";
import { bigintString, parsed, pool, statement, string, type Tx } from "@/lib/db";
import type { QueuedMail } from "@/lib/jobs";
import type { CustomerScope } from "@/lib/scope";
import { type Timeline, type TimelineEntry, timelineKinds } from "./types";

const text = z.string().nullable();

/** Entries per page. */
export const timelineSize = 25;

// Views by the same person within ten minutes of each other collapse into the first, whose position never
// changes, so that pages have no gaps or duplicates. `materialized` makes PostgreSQL read a customer's events
// by their index instead of walking the whole audit by time.
const list = statement(
  "customer_timeline",
  {
    key: string,
    ms: bigintString,
    kind: parsed(z.enum(timelineKinds)),
    card: parsed(z.enum(cards).nullable()),
    device: parsed(text),
    vendorCode: parsed(text),
    reason: parsed(text),
    staff: parsed(z.object({ name: text }).nullable()),
  },
  `with visits as materialized (
     select id, at, event, actor_id, details,
       at - lag(at) over (partition by event, actor_id, details order by at, id) as since
     from audit_events
     where customer_ids @> array[$1::uuid] and event in ('customer.viewed', 'card.viewed', 'link.shown',
       'link.mailed', 'launch.opened', 'launch.returned')
   ), entries as (
     select 'l' || id as key, opened_at as at, 'own.' || channel as kind, card, device_id,
       case when device_id is null then nullif(vendor_code, '') end as vendor_code, null::bigint as event_id, null::uuid as actor_id
     from launches where customer_id = $1
     union all
     select 'r' || id, returned_at, 'own.returned', card, device_id,
       case when device_id is null then nullif(vendor_code, '') end, null, null
     from launches where customer_id = $1 and returned_at is not null
     union all
     select 'a' || lpad(id::text, 19, '0'), at,
       case event when 'link.shown' then 'link.' || (details->>'as') else event end,
       details->>'card', (details->>'deviceId')::uuid, details->>'vendorCode', id, actor_id
     from visits where event not in ('customer.viewed', 'card.viewed') or since is null
       or since > interval '10 minutes'
   ), page as (
     select * from (
       select *, floor(extract(epoch from at) * 1000)::bigint as ms from entries
     ) timed
     where $2::bigint is null or (ms, key collate "C") < ($2, $3)
     order by ms desc, key collate "C" desc
     limit ${timelineSize + 1}
   )
   select p.key, p.ms, p.kind, p.card, d.name as device, p.vendor_code as "vendorCode", n.reason,
     case when p.actor_id is not null then json_build_object('name', s.name) end as staff
   from page p
   -- A device may have another owner by now, whose name for it is none of this customer's business.
   left join devices d on d.id = p.device_id and d.customer_id = $1
   left join staff s on s.id = p.actor_id
   left join audit_notes n on n.event_id = p.event_id
   order by p.ms desc, p.key collate "C" desc`,
);

/** An entry's position in the timeline. The cursor is the position of a page's last entry. */
type Place = Pick<TimelineEntry, "at" | "key">;

/** Reads a cursor from a URL; null, for the first page, if it is malformed. */
function readCursor(text: string | null): Place | null {
  const [, ms, key] = text?.match(/^(\d{1,13})\.([almr][\da-f-]{19,36})$/) ?? [];
  return ms && key ? { at: new Date(Number(ms)), key } : null;
}

const isNewer = (one: Place, other: Place) =>
  one.at > other.at || (one.at.getTime() === other.at.getTime() && one.key > other.key);

/** State of a mail by pg-boss's job state. */
const states: Record<string, TimelineEntry["state"]> = {
  completed: "sent",
  cancelled: "failed",
  failed: "failed",
};

const createEntry = ({ id, kind, state, createdAt }: QueuedMail): TimelineEntry => ({
  key: `m${id}`,
  at: createdAt,
  kind: `mail.${kind}`,
  card: null,
  device: null,
  vendorCode: null,
  staff: null,
  reason: null,
  state: states[state] ?? "waiting",
});

/**
 * Lists a customer's timeline, a page at a time: their launches and returns, mails to them, and views by
 * staff (without searches). Callers must record that before they show it.
 */
export async function listTimeline(
  scope: CustomerScope,
  { email }: Pick<CustomerProfile, "email">,
  before: string | null,
  tx: Tx = pool(),
): Promise<Timeline> {
  const end = readCursor(before);
  const [rows, mails] = await Promise.all([
    list(tx, scope.customerId, end?.at.getTime() ?? null, end?.key ?? null),
    listMailsTo(scope, email, tx),
  ]);
  const found = [
    ...rows.map(({ ms, ...row }): TimelineEntry => ({ ...row, at: new Date(Number(ms)), state: null })),
    ...mails.map(createEntry).filter((entry) => !end || isNewer(end, entry)),
  ].sort((one, other) => (isNewer(one, other) ? -1 : 1));
  const entries = found.slice(0, timelineSize);
  const last = entries.at(-1);
  const next = found.length > timelineSize && last ? `${last.at.getTime()}.${last.key}` : null;
  return { entries, isLater: end !== null, next };
}
