import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { bigintString, createRowReader, integer, parsed, type Tx } from "@/lib/db";
import { EventDetails, EventName } from "./schemas";
import { type AuditFilter, type AuditRow, actorKinds } from "./types";

/** Customers of an event that are resolved to names, besides those looked for: an import names hundreds in one. */
export const mostCustomers = 50;

const text = z.string().nullable();

const readRows = createRowReader("audit_events", {
  id: bigintString,
  micros: bigintString,
  event: parsed(EventName),
  details: parsed(EventDetails),
  reason: parsed(text),
  network: parsed(text),
  actor: parsed(
    z.object({
      kind: z.enum(actorKinds),
      id: text,
      name: text,
      role: z.enum(["support", "admin"]).nullable(),
    }),
  ),
  customers: parsed(z.array(z.object({ id: z.string(), name: text, externalId: text, isGone: z.boolean() }))),
  customerCount: integer,
  subjectName: parsed(text),
});

type Direction = "older" | "newer";

/** Writes the cursor of an event: its time in microseconds, PostgreSQL's precision, and its id. */
const writeCursor = (micros: string, id: string) => `${micros}-${id}`;

/** Reads a cursor as a position in the sort order; null for anything malformed. */
function readPlace(cursor: string | null): SQL | null {
  const [, micros, id] = cursor?.match(/^(\d{1,16})-(\d{1,18})$/) ?? [];
  return micros
    ? sql`('epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond', ${id}::bigint)`
    : null;
}

const buildStart = (day: string, plus = 0) =>
  sql`((${day}::date + ${plus}::int)::timestamp at time zone 'UTC')`;

const buildIds = (ids: string[]) => sql`${`{${ids.join(",")}}`}::uuid[]`;

/** Builds a filter's conditions and tells whether one index covers both filter and order. */
function buildConditions({ staffId, event, customerIds, from, to }: AuditFilter) {
  const same = [
    ...(staffId ? [sql`actor_id = ${staffId}`] : []),
    ...(event ? [sql`event = ${event}`] : []),
    ...(customerIds ? [sql`customer_ids && ${buildIds(customerIds)}`] : []),
  ];
  const days = [
    ...(from ? [sql`at >= ${buildStart(from)}`] : []),
    ...(to ? [sql`at < ${buildStart(to, 1)}`] : []),
  ];
  return { conditions: [...same, ...days], isOrdered: same.length < 2 && !customerIds };
}

/**
 * Finds events in one direction from a cursor, and resolves their ids to names, of many customers the first and those looked
 * for.
 * @param cursor of the last event seen; null or a malformed one starts at the newest
 */
export async function findEvents(
  filter: AuditFilter,
  { cursor, direction, limit }: { cursor: string | null; direction: Direction; limit: number },
  tx: Tx,
): Promise<{ row: AuditRow; cursor: string }[]> {
  const isOlder = direction === "older";
  const order = isOlder ? sql.raw("at desc, id desc") : sql.raw("at, id");
  const place = readPlace(cursor);
  const beyond = place ? [sql`(at, id) ${isOlder ? sql.raw("<") : sql.raw(">")} ${place}`] : [];
  const { conditions, isOrdered } = buildConditions(filter);
  const all = sql.join([sql`true`, ...conditions, ...beyond], sql` and `);
  // Without such an index, `offset 0` keeps PostgreSQL from walking all events by time in the hope of filling
  // the page early, which never happens for a customer with few events.
  const fence = sql.raw(isOrdered ? "" : "offset 0");
  const result = await tx.execute(sql`
    with found as (
      select * from (select * from audit_events where ${all} ${fence}) matching order by ${order} limit ${limit}
    )
    select found.id, (extract(epoch from at) * 1000000)::bigint as micros, event, details, reason, network,
      json_build_object('kind', actor_kind, 'id', actor_id, 'name', coalesce(staff.name, api_keys.name), 'role', found.role) as actor,
      (select coalesce(json_agg(json_build_object('id', whom.id, 'name', customers.name,
          'externalId', external_id, 'isGone', customers.id is null) order by place), '[]')
        from unnest(customer_ids) with ordinality whom (id, place)
        left join customers on customers.id = whom.id
        where place <= ${mostCustomers} or whom.id = any(${buildIds(filter.customerIds ?? [])})) as customers,
      cardinality(customer_ids) as "customerCount",
      case when event = 'staff.sessions-ended' then
        (select name from staff where staff.id = (details->>'subjectId')::uuid) end as "subjectName"
    from found
    left join staff on staff.id = actor_id and actor_kind = 'staff'
    left join api_keys on api_keys.id = actor_id and actor_kind = 'client'
    left join audit_notes on event_id = found.id
    order by ${order}`);
  const found = readRows(result).map(({ micros, ...event }) => ({
    row: { ...event, at: new Date(Math.floor(Number(micros) / 1000)) },
    cursor: writeCursor(micros, event.id),
  }));
  return isOlder ? found : found.reverse();
}
