import { launches, pool, statement, type Tx } from "@/lib/db";
import { count } from "@/lib/observability";
import type { CustomerScope } from "@/lib/scope";
import type { ReturnedLaunch } from "./types";

type Spent = Pick<ReturnedLaunch, "id" | "deviceId" | "channel">;

// Locks in a fixed order, so that one of many concurrent returns gets all launches and the others get none.
const spend = statement(
  "return_launches",
  { id: launches.id, deviceId: launches.deviceId, channel: launches.channel, card: launches.card },
  `with open as (
     select id from launches
     where customer_id = $1 and browser_hash = $2 and closed_at is null and expires_at > now()
     order by id for update
   ), spent as (
     update launches l set closed_at = now(), returned_at = now()
     from open where l.id = open.id
     returning l.id, l.device_id, l.channel, l.card, l.opened_at
   )
   select s.id, s.device_id as "deviceId", s.channel, s.card
   from spent s left join devices d on d.id = s.device_id
   where d.removed_at is null
   order by s.opened_at desc`,
);

/**
 * Closes all of a customer's open launches in this browser as returned.
 * @param browserHash null for a browser without a cookie
 * @returns these launches, latest first, without those of devices removed since
 */
export async function returnLaunches(
  scope: CustomerScope,
  browserHash: Buffer | null,
  tx: Tx = pool(),
): Promise<Spent[]> {
  const spent = browserHash ? await spend(tx, scope.customerId, browserHash) : [];
  if (spent.length === 0) count("returns", { by: "customer", card: "none" });
  for (const { card } of spent) count("returns", { by: "customer", card });
  return spent;
}
