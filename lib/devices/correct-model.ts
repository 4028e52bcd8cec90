import { and, eq, isNull } from "drizzle-orm";
import { orUnrecorded, recordEvent } from "@/lib/audit";
import { deviceModels, devices, pool, type Tx, transaction, violates } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { Id, PartnerScope } from "@/lib/scope";
import { type FoundDevice, findKeys, hideIds } from "./partner-device";
import type { PartnerDevice } from "./partner-schemas";
import { lockSerials, lockUnits } from "./unit-state";

type Refusal = "device-gone" | "model-unknown" | "model-same" | "device-exists" | "serial-conflict";

/** A unit as the partner spells it; with an id, only this registration of it. */
type Unit = { modelId: string; serial: string; id?: Id };

/**
 * Registers a device under another model, where it was registered under a wrong one. It keeps its owner, name and
 * launches. Claim codes stay where they are: they belong to what was made.
 * @returns `device-gone` if nobody has the device (any more), `device-exists` if the model has one with this serial
 * number, `serial-conflict` if the device is registered with another spelling of it
 */
export const correctModel = (
  scope: PartnerScope<"devices:write">,
  { modelId, serial, id }: Unit,
  to: string,
  tx: Tx = pool(),
): Promise<Result<PartnerDevice, Refusal | "unrecorded">> =>
  orUnrecorded(async () => {
    try {
      return await transaction(async (within): Promise<Result<PartnerDevice, Refusal>> => {
        const isTo = eq(deviceModels.modelId, to);
        await lockSerials(
          [
            { modelId, serial },
            { modelId: to, serial },
          ],
          within,
        );
        const known = await within.select().from(deviceModels).where(isTo).for("key share");
        if (known.length === 0) return refuse("model-unknown");
        const [key = ""] = await findKeys([serial], within);
        const { found } = await lockUnits(
          [
            { modelId, key },
            { modelId: to, key },
          ],
          [],
          within,
        );
        const device = findPresent(found, modelId, serial);
        if (!device || (id && device.id !== id)) return refuse("device-gone");
        if (device.serial !== serial) return refuse("serial-conflict", { subject: device.serial });
        if (modelId === to) return refuse("model-same");
        await within
          .update(devices)
          .set({ modelId: to })
          .where(and(eq(devices.id, device.id), isNull(devices.removedAt)));
        const about = { customerId: device.customerId, deviceId: device.id };
        await recordEvent(scope.actor, { event: "device.changed", ...about, fields: ["modelId"] }, within);
        return succeed(hideIds({ ...device, modelId: to }));
      }, tx);
    } catch (error) {
      if (violates(error, "devices_serial")) return refuse("device-exists");
      throw error;
    }
  });

/** Finds the registration that somebody has now; the one with the same spelling first. */
const findPresent = (found: readonly FoundDevice[], modelId: string, serial: string) =>
  found
    .filter((device) => device.modelId === modelId && device.removedAt === null)
    .toSorted((one, other) => Number(other.serial === serial) - Number(one.serial === serial))[0];
