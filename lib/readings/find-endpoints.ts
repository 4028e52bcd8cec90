import { z } from "zod";
import { boolean, parsed, statement, string, type Tx } from "@/lib/db";

/** A device that messages name, and its owner; null if several could be meant. */
export type Named = { deviceId: string; customerId: string } | null;

// Rows from old versions can differ in nothing but case, spaces and hyphens: then only the exact spelling counts.
const isOnly = (given: string) =>
  `(d.serial = ${given} or not exists (
     select from devices o where o.model_id = d.model_id and o.serial_key = d.serial_key || ' 2'))`;

const find = statement(
  "find_endpoints",
  {
    endpointId: string,
    rank: parsed(z.number()),
    deviceId: parsed(z.string()),
    customerId: parsed(z.string()),
    isShared: boolean,
  },
  `select e as "endpointId", 1 as rank, d.id as "deviceId", d.customer_id as "customerId", false as "isShared"
   from unnest($1::text[]) e join devices d on d.endpoint_id = e and d.removed_at is null
   union all
   select p.e, 2, d.id, d.customer_id, false
   from unnest($2::text[], $3::text[], $4::text[]) p (e, model, serial)
   join devices d on d.model_id = p.model and d.serial_key = fold_serial(p.serial) and d.removed_at is null
     and ${isOnly("p.serial")}
   union all
   select e, 3, d.id, d.customer_id,
     exists (select from devices o where o.serial_key = d.serial_key and o.model_id <> d.model_id)
       or exists (select from units u where u.serial_key = d.serial_key and u.model_id <> d.model_id)
   from unnest($1::text[]) e
   join devices d on d.serial_key = fold_serial(e) and d.removed_at is null and ${isOnly("e")}`,
);

/**
 * Finds the devices that messages name: by the endpoint id that the partner registered, else by
 * `{model}:{serial}`, else by a serial number that only one model has.
 * @returns by endpoint id; an unknown one is missing
 */
export async function findEndpoints(endpointIds: readonly string[], tx: Tx): Promise<Map<string, Named>> {
  const parts = endpointIds.flatMap((endpointId) =>
    [...endpointId.matchAll(/:/g)].map(({ index }) => ({
      endpointId,
      model: endpointId.slice(0, index),
      serial: endpointId.slice(index + 1),
    })),
  );
  const rows = await find(
    tx,
    endpointIds,
    parts.map(({ endpointId }) => endpointId),
    parts.map(({ model }) => model),
    parts.map(({ serial }) => serial),
  );
  const found = new Map<string, Named>();
  const ranks = new Map<string, number>();
  for (const { endpointId, rank, isShared, ...named } of rows.sort((one, other) => one.rank - other.rank)) {
    const earlier = ranks.get(endpointId);
    if (earlier !== undefined && earlier < rank) continue;
    const isAmbiguous =
      isShared || (earlier !== undefined && found.get(endpointId)?.deviceId !== named.deviceId);
    ranks.set(endpointId, rank);
    found.set(endpointId, isAmbiguous ? null : named);
  }
  return found;
}
