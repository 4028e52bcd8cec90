import { type SQL, sql } from "drizzle-orm";
import { db } from "@/lib/db";
import type { AuditFilter, AuditRow } from "./types";

/** Where a page ends: an event's time in whole microseconds, as PostgreSQL keeps it, and its id. */
const writeCursor = ({ micros, id }: Row) => `${micros}-${id}`;

/** An event and where it stands. */
type Found = { row: AuditRow; cursor: string };
type Row = Omit<AuditRow, "at"> & { micros: string };
type Direction = "older" | "newer";

/** A place in the order; null for anything that is none. */
function placeOf(cursor: string | null): SQL | null {
  const [, micros, id] = cursor?.match(/^(\d{1,16})-(\d{1,18})$/) ?? [];
  return micros
    ? sql`('epoch'::timestamptz + ${micros}::bigint * interval '1 microsecond', ${id}::bigint)`
    : null;
}

const startOf = (day: string, plus = 0) => sql`((${day}::date + ${plus}::int)::timestamp at time zone 'UTC')`;

/** What a filter asks for, and whether there is an index for it that knows the order as well. */
function conditionsOf({ staffId, event, customerIds, from, to }: AuditFilter) {
  const same = [
    ...(staffId ? [sql`staff_id = ${staffId}`] : []),
    ...(event ? [sql`event = ${event}`] : []),
    ...(customerIds ? [sql`customer_ids && ${`{${customerIds.join(",")}}`}::uuid[]`] : []),
  ];
  const days = [...(from ? [sql`at >= ${startOf(from)}`] : []), ...(to ? [sql`at < ${startOf(to, 1)}`] : [])];
  return { conditions: [...same, ...days], isOrdered: same.length < 2 && !customerIds };
}

/**
 * Events with the names that belong to them, from a place on in one direction.
 * @param cursor of the last event seen; null, or none of ours, for the newest
 */
export async function findEvents(
  filter: AuditFilter,
  { cursor, direction, limit }: { cursor: string | null; direction: Direction; limit: number },
): Promise<Found[]> {
  const isOlder = direction === "older";
  const order = isOlder ? sql.raw("at desc, id desc") : sql.raw("at, id");
  const place = placeOf(cursor);
  const beyond = place ? [sql`(at, id) ${isOlder ? sql.raw("<") : sql.raw(">")} ${place}`] : [];
  const { conditions, isOrdered } = conditionsOf(filter);
  const all = sql.join([sql`true`, ...conditions, ...beyond], sql` and `);
  // Where no index has both, offset 0 parts the search from the order: PostgreSQL would walk all events by time, sure
  // to find enough on the way, and for a customer with few events it never does.
  const fence = sql.raw(isOrdered ? "" : "offset 0");
  const { rows } = await db().execute<Row>(sql`
    with found as (
      select * from (select * from audit_events where ${all} ${fence}) matching order by ${order} limit ${limit}
    )
    select found.id, (extract(epoch from at) * 1000000)::bigint as micros, event, details, reason, network,
      case when staff_id is not null then
        json_build_object('id', staff_id, 'name', staff.name, 'role', found.role) end as staff,
      (select coalesce(json_agg(json_build_object('id', whom.id, 'name', customers.name,
          'externalId', external_id, 'isGone', customers.id is null) order by place), '[]')
        from unnest(customer_ids) with ordinality whom (id, place)
        left join customers on customers.id = whom.id) as customers,
      case when event = 'staff.sessions-ended' then
        (select name from staff where staff.id = (details->>'subjectId')::uuid) end as "subjectName"
    from found
    left join staff on staff.id = staff_id
    left join audit_notes on event_id = found.id
    order by ${order}`);
  const found = rows.map((row) => {
    const { micros, ...event } = row;
    return { row: { ...event, at: new Date(Math.floor(Number(micros) / 1000)) }, cursor: writeCursor(row) };
  });
  return isOlder ? found : found.reverse();
}
