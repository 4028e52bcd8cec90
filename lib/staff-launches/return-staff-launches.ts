import { z } from "zod";
import { orUnrecorded, recordEvent } from "@/lib/audit";
import { type Card, cards } from "@/lib/dash";
import { parsed, pool, staffLaunches, statement, type Tx, transaction } from "@/lib/db";
import { count } from "@/lib/observability";
import { type Result, succeed } from "@/lib/result";
import { isStaff } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";

type Spent = { id: string; customerId: string; deviceId: string | null; card: Card };

// Locks in a fixed order, so that one of many concurrent returns gets all launches and the others get none.
const spend = statement(
  "return_staff_launches",
  {
    id: staffLaunches.id,
    customerId: staffLaunches.customerId,
    deviceId: staffLaunches.deviceId,
    card: parsed(z.enum(cards)),
  },
  `with open as (
    select id from staff_launches
    where staff_id = $1 and browser_hash = $2 and closed_at is null and expires_at > now()
    order by id for update
  ), spent as (
    update staff_launches l set closed_at = now(), returned_at = now()
    from open where l.id = open.id
    returning l.id, l.customer_id, l.device_id, l.card, l.opened_at
  )
  select id, customer_id as "customerId", device_id as "deviceId", card from spent order by opened_at desc`,
);

/**
 * Closes all open launches of this browser and member of staff as returned, and records each.
 * @returns these launches, latest first. When the audit cannot be written, none is closed
 */
export const returnStaffLaunches = (
  viewer: Viewer,
  browserHash: Buffer | null,
  tx: Tx = pool(),
): Promise<Result<Spent[], "unrecorded">> =>
  orUnrecorded(async () => {
    if (!isStaff(viewer) || !browserHash) return succeed([]);
    const spent = await transaction(async (within) => {
      const launches = await spend(within, viewer.id, browserHash);
      for (const { id: launchId, ...about } of launches)
        await recordEvent(viewer, { event: "launch.returned", launchId, ...about }, within);
      return launches;
    }, tx);
    if (spent.length === 0) count("returns", { by: "staff", card: "none" });
    for (const { card } of spent) count("returns", { by: "staff", card });
    return succeed(spent);
  });
