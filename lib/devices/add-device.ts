import { randomUUID } from "node:crypto";
import { statement } from "@/lib/db";
import { consume } from "@/lib/limits";
import type { Viewer } from "@/lib/viewer";
import { readCode, readModelId, readSerial } from "./read-claim";
import type { Added, Claim } from "./types";

// One statement for every outcome, the hash computed whether there is such a unit or not: neither words nor time
// tell a wrong code from an unknown serial or another's device. Of many at once, the unique index lets one in; the
// update changes nothing, it finds the device that its owner added a moment ago.
const add = statement<{ id: string }>(
  "add_device",
  `with unit as (
     select u.model_id, u.serial, left(m.name, 100) as model
     from (select $3::text as model_id) typed
     left join units u on u.model_id = typed.model_id and upper(u.serial) in ($4, $5)
     left join device_models m on m.model_id = typed.model_id
     where coalesce(u.claim_hash, '') =
       sha256(convert_to(typed.model_id || ' ' || coalesce(u.serial, $4) || ' ' || $6, 'UTF8'))
     limit 1
   ), name as (
     select model || case n when 1 then '' else format(' (%s)', n) end as name
     from unit, generate_series(1, 1 + (select count(*) from devices where customer_id = $2)) n
   )
   insert into devices (id, customer_id, model_id, serial, name)
   select $1, $2, model_id, serial, (
     select name from name
     where name not in (select name from devices where customer_id = $2 and removed_at is null)
     order by length(name), name limit 1
   ) from unit
   on conflict (model_id, serial) where removed_at is null
     do update set serial = excluded.serial where devices.customer_id = excluded.customer_id
   returning id`,
);

/**
 * Adds a unit to the viewer's devices: who holds the claim code that is printed on it may have it, unless it belongs
 * to someone. It is named after its model.
 */
export async function addDevice(viewer: Viewer, claim: Claim): Promise<Added> {
  if (viewer.kind !== "customer") return { kind: "refused" };
  const modelId = readModelId(claim.modelId);
  const { typed, joined } = readSerial(claim.serial);
  // Before anything is looked up; who tries too often must not use up the tries of others.
  const seconds =
    (await consume("claim-customer", viewer.id)) || (await consume("claim-unit", `${modelId} ${joined}`));
  if (seconds > 0) return { kind: "limited", seconds };
  const id = randomUUID();
  const [device] = await add(id, viewer.id, modelId, typed, joined, readCode(claim.code));
  if (!device) return { kind: "refused" };
  return { kind: device.id === id ? "added" : "mine", deviceId: device.id };
}
