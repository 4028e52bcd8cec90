import { randomUUID } from "node:crypto";
import { devices, pool, statement, type Tx } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { CustomerScope } from "@/lib/scope";
import { writeClaimHash } from "./hash-claim-code";
import type { Claim } from "./schemas";
import type { AddedDevice } from "./types";
import { writeNewName } from "./write-new-name";

// One statement for every outcome, hashing even if the unit does not exist, so that neither the answer nor
// its timing tells a wrong code from an unknown serial number. The unique index admits one of many concurrent
// claims; the update changes nothing and only returns a device that the same owner has just added. The unit is held, so
// that nobody revokes it meanwhile; then the owner is locked, as by lockOwner.
const add = statement(
  "add_device",
  { id: devices.id },
  `with unit as (
     select u.model_id, u.serial, localize(m.names, m.name, $6) as model
     from (select $3::text as model_id) typed
     left join units u on u.model_id = typed.model_id and u.serial_key = fold_serial($4)
     left join device_models m on m.model_id = typed.model_id
     where coalesce(u.claim_hash, '') = ${writeClaimHash("u.claim_salt", "typed.model_id", "coalesce(u.serial, $4)", "$5")}
     limit 1
   )
   insert into devices (id, customer_id, model_id, serial, added_by, name)
   select $1, owner.id, model_id, serial, 'customer', ${writeNewName("model", "$2")}
   from unit,
     lateral (
       select u.serial as held from units u where u.model_id = unit.model_id and u.serial = unit.serial for key share
     ) code,
     lateral (select id from customers where id = $2 and code.held is not null for no key update) owner
   on conflict (model_id, serial_key) where removed_at is null
     do update set model_id = excluded.model_id where devices.customer_id = excluded.customer_id
   returning id`,
);

/**
 * Adds a unit to a customer's devices, named after its model in `language`. Refuses a wrong claim code and a unit that
 * belongs to someone.
 */
export async function addDevice(
  scope: CustomerScope,
  { modelId, serial, code }: Claim,
  language: string,
  tx: Tx = pool(),
): Promise<Result<AddedDevice, "claim-refused">> {
  const id = randomUUID();
  const [device] = await add(tx, id, scope.customerId, modelId, serial, code, language);
  return device ? succeed({ deviceId: device.id, isNew: device.id === id }) : refuse("claim-refused");
}
