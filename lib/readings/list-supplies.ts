import { z } from "zod";
import { parsed, pool, statement, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import { Supply } from "./schemas";
import { writeSupply } from "./supply-sql";

const list = statement(
  "list_supplies",
  { deviceId: parsed(z.string()), supplies: parsed(z.array(Supply)) },
  `select d.id as "deviceId",
     json_agg(${writeSupply("localize(s.names, s.name, $3)", "null")} order by s.position) as supplies
   from devices d join readings r on r.device_id = d.id join slots s on s.id = r.slot_id
   where d.customer_id = $1 and d.id = any($2::uuid[]) and d.removed_at is null
   group by d.id`,
);

/** Lists the supplies of some of a customer's devices that have reported, by device. */
export async function listSupplies(
  scope: CustomerScope,
  deviceIds: readonly string[],
  language: string,
  tx: Tx = pool(),
): Promise<Map<string, Supply[]>> {
  const rows = await list(tx, scope.customerId, deviceIds, language);
  return new Map(rows.map(({ deviceId, supplies }) => [deviceId, supplies]));
}
