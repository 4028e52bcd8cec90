import { boolean, launches, liveSession, nullable, pool, statement, type Tx } from "@/lib/db";
import { count } from "@/lib/observability";
import type { NoCustomer, SessionScope } from "@/lib/scope";
import type { ReturnedLaunch } from "./types";

/** A launch that a return closed. */
export type Returned = Pick<ReturnedLaunch, "id" | "deviceId" | "channel">;

// Session and launches in one round trip: a row even if nothing is open. Locks in a fixed order, so that one of many
// concurrent returns gets all launches and the others get none.
const spend = statement(
  "return_launches",
  {
    isCustomer: boolean,
    id: nullable(launches.id),
    deviceId: launches.deviceId,
    channel: nullable(launches.channel),
    card: nullable(launches.card),
  },
  `with ${liveSession}, open as (
     select l.id from launches l join live using (customer_id)
     where l.browser_hash = $4 and l.closed_at is null and l.expires_at > now()
     order by l.id for update of l
   ), spent as (
     update launches l set closed_at = now(), returned_at = now()
     from open where l.id = open.id
     returning l.id, l.device_id, l.channel, l.card, l.opened_at
   )
   select live.customer_id is not null as "isCustomer", s.id, s.device_id as "deviceId", s.channel, s.card
   from live left join (
     select spent.* from spent left join devices d on d.id = spent.device_id where d.removed_at is null
   ) s on true
   order by s.opened_at desc`,
);

/**
 * Closes all of a customer's open launches in this browser as returned.
 * @param browserHash null for a browser without a cookie
 * @returns these launches, latest first, without those of devices removed since
 */
export async function returnLaunches(
  { tokenHash, idleHours }: SessionScope,
  browserHash: Buffer | null,
  tx: Tx = pool(),
): Promise<Returned[] | NoCustomer> {
  const rows = await spend(tx, tokenHash, idleHours.customer, idleHours.staff, browserHash);
  const [first] = rows;
  if (!first) return "signed-out";
  if (!first.isCustomer) return "staff";
  const spent = rows.flatMap(({ id, deviceId, channel, card }) =>
    id && channel && card ? [{ id, deviceId, channel, card }] : [],
  );
  if (spent.length === 0) count("returns", { by: "customer", card: "none" });
  for (const { card } of spent) count("returns", { by: "customer", card });
  return spent;
}
