import { and, desc, eq, gte, inArray, sql } from "drizzle-orm";
import { apiKeys, auditEvents, pool, staff, type Tx } from "@/lib/db";
import { compareCatalogue } from "./compare-catalogue";
import { omitId } from "./model-rows";
import { nameState } from "./name-state";
import { type CatalogueScope, findModel } from "./read-models";
import type { ModelEvent, ModelView, Slot, StoredContent } from "./types";

type Kept = { before: StoredContent | null; after: StoredContent };

/** Whether an event kept a state of the content, and not that somebody tried the links. */
const isContent = (kept: unknown): kept is StoredContent =>
  typeof kept === "object" && kept !== null && "slots" in kept;

const selectEvents = (modelId: string, tx: Tx, since = "0") =>
  tx
    .select({
      id: sql<string>`${auditEvents.id}::text`,
      at: auditEvents.at,
      details: auditEvents.details,
      who: sql<string | null>`coalesce(${staff.name}, ${staff.email}, ${apiKeys.name})`,
    })
    .from(auditEvents)
    .leftJoin(staff, eq(staff.id, auditEvents.actorId))
    .leftJoin(apiKeys, eq(apiKeys.id, auditEvents.actorId))
    .where(
      and(
        inArray(auditEvents.event, ["model.changed"]),
        sql`${auditEvents.details}->>'modelId' = ${modelId}`,
        gte(auditEvents.id, Number(since)),
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.id));

/** Lists the last changes of a model, newest first. */
export async function listHistory(
  _scope: CatalogueScope,
  view: ModelView,
  limit = 20,
  tx: Tx = pool(),
): Promise<ModelEvent[]> {
  const { modelId } = view.model;
  const rows = await selectEvents(modelId, tx).limit(limit);
  const returns = listReturns(view, rows);
  return rows.map(({ id, at, who, details }, index) => {
    const { before, after } = details as Kept;
    const change = isContent(after)
      ? compareCatalogue(before ? [{ modelId, ...before }] : [], [{ modelId, ...after }])[0]
      : undefined;
    const back = returns[index];
    return { id, at, who, change: change ?? null, canReturn: back != null && isPossible(view, back) };
  });
}

/**
 * Finds the state of a model before a change, to put it back. Slots that were renamed since say what they are now in
 * `was`; while there are devices, slots keep their present names.
 * @param id of the change
 */
export async function findStateBefore(
  _scope: CatalogueScope,
  view: ModelView,
  id: string,
  tx: Tx = pool(),
): Promise<StoredContent | null> {
  if (!/^\d{1,18}$/.test(id)) return null;
  const rows = await selectEvents(view.model.modelId, tx, id);
  return rows.at(-1)?.id === id ? (listReturns(view, rows).at(-1) ?? null) : null;
}

/** Finds the state before each event, newest first, in terms of the present slots. */
function listReturns({ model, used }: ModelView, rows: { details: unknown }[]): (StoredContent | null)[] {
  /** The present names of slots, by those that they had before the event. */
  let present = new Map(model.slots.map(({ instance }) => [instance, instance]));
  return rows.map(({ details }) => {
    const { before, after } = details as Kept;
    if (!isContent(after)) return null;
    const was = new Map(after.slots.map((slot) => [slot.instance, slot.was ?? slot.instance]));
    present = new Map([...present].map(([then, now]) => [was.get(then) ?? then, now]));
    if (!isContent(before)) return null;
    const names = before.slots.map(({ instance }) => instance);
    const slots = before.slots.map((slot) => {
      const now = present.get(slot.instance) ?? slot.instance;
      // Another slot had the present name then, and has it no more.
      if (names.includes(now) && (present.get(now) ?? now) === now) return slot;
      return used > 0 ? { ...slot, instance: now } : { ...slot, was: now };
    });
    return { ...before, slots };
  });
}

/** Whether saving a state would change something and would not be refused. */
function isPossible({ model, used }: ModelView, back: StoredContent): boolean {
  if (compareCatalogue([model], [{ modelId: model.modelId, ...back }]).length === 0) return false;
  const stays = ({ instance }: Slot) => back.slots.some((slot) => (slot.was ?? slot.instance) === instance);
  return used === 0 || (back.vendorCode === model.vendorCode && model.slots.every(stays));
}

/** Finds a state of a model by its name, the current one or one that a change ended; null for any other. */
export async function findState(
  scope: CatalogueScope,
  modelId: string,
  state: string,
  tx: Tx = pool(),
): Promise<StoredContent | null> {
  const current = await findModel(scope, modelId, tx);
  if (current && nameState(omitId(current)) === state) return omitId(current);
  const rows = await selectEvents(modelId, tx).limit(100);
  const states = rows.map(({ details }) => (details as Kept).before).filter(isContent);
  return states.find((content) => nameState(content) === state) ?? null;
}
