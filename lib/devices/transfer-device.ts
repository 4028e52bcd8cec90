import { orUnrecorded, recordEvent } from "@/lib/audit";
import { pool, type Tx, transaction } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { CustomerScope, Id, PartnerScope } from "@/lib/scope";
import { findOwnUnit } from "./find-own-unit";
import { findKeys } from "./partner-device";
import { lockSerials, lockUnits } from "./unit-state";
import { writeDevices } from "./write-device";

type Refusal = "device-gone" | "owner-same" | "owner-gone";

/**
 * Moves a device to another customer, as PUT with `transfer` does, also to one without a number. The new owner begins
 * without the old one's name, launches and endpoint; these stay with the old one, who cannot undo it.
 * @param from the owner who had the device when the administrator looked
 * @param to id of the new owner
 */
export const transferDevice = (
  scope: PartnerScope<"devices:write">,
  from: CustomerScope,
  deviceId: Id,
  to: Id,
  tx: Tx = pool(),
): Promise<Result<undefined, Refusal | "unrecorded">> =>
  orUnrecorded(() =>
    transaction(async (within): Promise<Result<undefined, Refusal>> => {
      if (to === from.customerId) return refuse("owner-same");
      const unit = await findOwnUnit(from, deviceId, within);
      if (!unit) return refuse("device-gone");
      await lockSerials([unit], within);
      const [key = ""] = await findKeys([unit.serial], within);
      const { present } = await lockUnits([{ modelId: unit.modelId, key }], [to], within);
      if (!present.has(to)) return refuse("owner-gone");
      // Again, now that nobody else can remove it.
      const locked = await findOwnUnit(from, deviceId, within);
      if (locked?.modelId !== unit.modelId) return refuse("device-gone");
      const content = { owner: "", transfer: true, restore: true };
      const [written] = await writeDevices(scope, [{ ...unit, content, ownerId: to }], {}, within);
      if (!written?.ok) throw new Error(`a locked device was refused: ${written?.problems[0].code}`);
      for (const event of written.value.events) await recordEvent(scope.actor, event, within);
      return succeed(undefined);
    }, tx),
  );
