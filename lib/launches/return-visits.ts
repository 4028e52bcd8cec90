import { z } from "zod";
import { deviceCards } from "@/lib/dash";
import { parsed, pool, statement, type Tx, visits } from "@/lib/db";
import { count } from "@/lib/observability";
import type { Id } from "@/lib/scope";

const card = parsed(z.enum(deviceCards));

// Locks in a fixed order, so that one of many concurrent returns gets all visits and the others get none.
const spend = statement(
  "return_visits",
  { id: visits.id, card },
  `with open as (
     select id from visits where browser_hash = $1 and closed_at is null and expires_at > now()
     order by id for update
   ), spent as (
     update visits v set closed_at = now(), returned_at = now()
     from open where v.id = open.id
     returning v.id, v.card, v.opened_at
   )
   select id, card from spent order by opened_at desc`,
);

const find = statement(
  "find_visit",
  { modelId: visits.modelId, card },
  `select model_id as "modelId", card from visits
   where id = $1 and browser_hash = $2 and returned_at > now() - interval '15 minutes'`,
);

/**
 * Closes all open visits of this browser as returned.
 * @returns the latest one's id; null when none was open
 */
export async function returnVisits(browserHash: Buffer, tx: Tx = pool()): Promise<string | null> {
  const spent = await spend(tx, browserHash);
  for (const visit of spent) count("returns", { by: "visitor", card: visit.card });
  return spent[0]?.id ?? null;
}

/** Finds a visit that this browser just returned from; null after 15 minutes, or for another browser's. */
export const findVisit = async (visitId: Id, browserHash: Buffer, tx: Tx = pool()) =>
  (await find(tx, visitId, browserHash))[0] ?? null;
