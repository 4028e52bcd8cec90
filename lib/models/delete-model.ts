import { count, eq } from "drizzle-orm";
import { recordEvent } from "@/lib/audit";
import { deviceModels, pool, type Tx, transaction, units } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { PartnerScope } from "@/lib/scope";
import { countDevices, lockCatalogue, lockModel, omitId } from "./model-rows";
import { readRows } from "./stored-content";

/** Deletes a model. Refused while it has devices, also removed ones, or units. */
export function deleteModel(
  scope: PartnerScope<"catalogue:write">,
  modelId: string,
  tx: Tx = pool(),
): Promise<Result<undefined, "not-found" | "model-in-use" | "model-made">> {
  return transaction(async (within) => {
    await lockCatalogue(within);
    const current = await lockModel(modelId, within);
    if (!current) return refuse("not-found");
    const used = await countDevices(modelId, within);
    if (used > 0) return refuse("model-in-use", { count: used });
    const [made] = await within.select({ count: count() }).from(units).where(eq(units.modelId, modelId));
    if (made && made.count > 0) return refuse("model-made", { count: made.count });
    const before = omitId(readRows(current.row, current.slots));
    await within.delete(deviceModels).where(eq(deviceModels.modelId, modelId));
    await recordEvent(scope.actor, { event: "model.deleted", modelId, before }, within);
    return succeed(undefined);
  }, tx);
}
