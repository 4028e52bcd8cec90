import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { inArray, sql } from "drizzle-orm";
import { recordEvent } from "@/lib/audit";
import { deviceModels, pool, slots, type Tx, transaction } from "@/lib/db";
import { type Problem, type Result, succeed } from "@/lib/result";
import type { PartnerScope } from "@/lib/scope";
import { findEarlier } from "./match-slots";
import { countDevices, lockCatalogue, lockModel, omitId } from "./model-rows";
import { type PictureProblem, storePicture } from "./store-picture";
import { readRows, toStored } from "./stored-content";
import type { ModelContent, Saved, Slot, StoredContent } from "./types";

export type SaveProblem = PictureProblem | "vendor-code-in-use" | "slot-in-use";
type SlotRow = typeof slots.$inferSelect;

/**
 * Replaces a model's content, or creates the model. Saving what is there changes and records nothing. While the
 * model has devices, also removed ones, its vendor code stays and no slot goes.
 * @param content parsed by the schema ModelContent
 */
export function saveModel(
  scope: PartnerScope<"catalogue:write">,
  modelId: string,
  content: ModelContent,
  tx: Tx = pool(),
): Promise<Result<Saved, SaveProblem>> {
  return transaction(async (within) => {
    await lockCatalogue(within);
    const current = await lockModel(modelId, within);
    const matched = matchSlots(content.slots, current?.slots ?? []);
    const gone = (current?.slots ?? []).filter(({ id }) => !matched.some((slot) => slot.id === id));
    if (current) {
      const problems = await findUses(current.row, content, gone, within);
      if (problems[0]) return { ok: false, problems: [problems[0], ...problems.slice(1)] };
    }
    const picture = await storePicture(content.picture, within);
    if (!picture.ok) return picture;
    const after = toStored(content, picture.value);
    const before = current ? omitId(readRows(current.row, current.slots)) : null;
    if (isDeepStrictEqual(before, after)) return succeed("unchanged" as const);
    await write(modelId, after, matched, gone, within);
    // The history follows renamed slots.
    const kept = { before, after: { ...after, slots: noteRenames(after.slots, matched, current?.slots) } };
    await recordEvent(scope.actor, { event: "model.changed", modelId, ...kept }, within);
    return succeed(before ? ("changed" as const) : ("new" as const));
  }, tx);
}

/** Gives each slot the id of the row that it was before, or a new one. */
const matchSlots = (given: Slot[], rows: SlotRow[]) =>
  given.map((slot) => ({ id: findEarlier(slot, rows)?.id ?? randomUUID() }));

const noteRenames = (after: Slot[], matched: { id: string }[], rows: SlotRow[] = []): Slot[] =>
  after.map((slot, index) => {
    const earlier = rows.find(({ id }) => id === matched[index]?.id);
    return earlier && earlier.instance !== slot.instance ? { ...slot, was: earlier.instance } : slot;
  });

async function findUses(
  { modelId, vendorCode }: typeof deviceModels.$inferSelect,
  content: ModelContent,
  gone: SlotRow[],
  tx: Tx,
): Promise<Problem<SaveProblem>[]> {
  const changesVendor = (content.vendorCode ?? null) !== vendorCode;
  if (!changesVendor && gone.length === 0) return [];
  const used = await countDevices(modelId, tx);
  if (used === 0) return [];
  return [
    ...(changesVendor ? [{ code: "vendor-code-in-use" as const, field: "vendorCode", count: used }] : []),
    ...gone.map(({ instance }) => {
      return { code: "slot-in-use" as const, field: "slots", subject: instance, count: used };
    }),
  ];
}

async function write(
  modelId: string,
  { pictureHash, slots: given, ...content }: StoredContent,
  matched: { id: string }[],
  gone: SlotRow[],
  tx: Tx,
): Promise<void> {
  const { vendorCode = null, silentAfter = null, noLevel = null, forecast = true, ...rest } = content;
  const row = { ...rest, vendorCode, silentAfter, noLevel, forecast, picture: pictureHash ?? null };
  await tx
    .insert(deviceModels)
    .values({ modelId, ...row })
    .onConflictDoUpdate({
      target: deviceModels.modelId,
      set: {
        ...row,
        // With another vendor code, the links are others.
        triedAt: sql`case when ${deviceModels.vendorCode} is not distinct from excluded.vendor_code then ${deviceModels.triedAt} end`,
      },
    });
  const ids = gone.map(({ id }) => id);
  if (ids.length > 0) await tx.delete(slots).where(inArray(slots.id, ids));
  const rows = given.map((slot, position) => {
    const {
      measurement = null,
      unit = null,
      lowAt = null,
      capacity = null,
      partNumber = null,
      ...named
    } = slot;
    const id = (matched[position] as { id: string }).id;
    return { ...named, measurement, unit, lowAt, capacity, partNumber, position, modelId, id };
  });
  if (rows.length > 0)
    await tx.insert(slots).values(rows).onConflictDoUpdate({ target: slots.id, set: excluded });
}

// All columns but the slot's id and its model.
const excluded = {
  instance: sql`excluded.instance`,
  position: sql`excluded.position`,
  name: sql`excluded.name`,
  names: sql`excluded.names`,
  supply: sql`excluded.supply`,
  sensor: sql`excluded.sensor`,
  measurement: sql`excluded.measurement`,
  unit: sql`excluded.unit`,
  lowAt: sql`excluded.low_at`,
  capacity: sql`excluded.capacity`,
  partNumber: sql`excluded.part_number`,
  shopUrls: sql`excluded.shop_urls`,
};
