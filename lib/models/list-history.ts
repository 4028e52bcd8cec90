import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { apiKeys, auditEvents, pool, staff, type Tx } from "@/lib/db";
import { compareCatalogue } from "./compare-catalogue";
import { omitId } from "./model-rows";
import { nameState } from "./name-state";
import { type CatalogueScope, findModel } from "./read-models";
import type { ModelEvent, StoredContent } from "./types";

type Kept = { before: StoredContent | null; after: StoredContent };

/** Whether an event kept a state of the content, and not that somebody tried the links. */
const isContent = (kept: unknown): kept is StoredContent =>
  typeof kept === "object" && kept !== null && "slots" in kept;

const selectEvents = (modelId: string, tx: Tx) =>
  tx
    .select({
      id: sql<string>`${auditEvents.id}::text`,
      at: auditEvents.at,
      details: auditEvents.details,
      who: sql<string | null>`coalesce(${staff.name}, ${apiKeys.name})`,
    })
    .from(auditEvents)
    .leftJoin(staff, eq(staff.id, auditEvents.actorId))
    .leftJoin(apiKeys, eq(apiKeys.id, auditEvents.actorId))
    .where(
      and(
        inArray(auditEvents.event, ["model.changed"]),
        sql`${auditEvents.details}->>'modelId' = ${modelId}`,
      ),
    )
    .orderBy(desc(auditEvents.at), desc(auditEvents.id));

/** Lists the last changes of a model, newest first. */
export async function listHistory(
  _scope: CatalogueScope,
  modelId: string,
  limit = 20,
  tx: Tx = pool(),
): Promise<ModelEvent[]> {
  const rows = await selectEvents(modelId, tx).limit(limit);
  return rows.map(({ id, at, who, details }) => {
    const { before, after } = details as Kept;
    const change = isContent(after)
      ? compareCatalogue(before ? [{ modelId, ...before }] : [], [{ modelId, ...after }])[0]
      : undefined;
    return { id, at, who, change: change ?? null, canReturn: isContent(before) };
  });
}

/** Finds the state of a model before a change. @param id of the change */
export async function findBefore(
  _scope: CatalogueScope,
  modelId: string,
  id: string,
  tx: Tx = pool(),
): Promise<StoredContent | null> {
  if (!/^\d{1,18}$/.test(id)) return null;
  const [row] = await tx
    .select({ details: auditEvents.details })
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.id, Number(id)),
        eq(auditEvents.event, "model.changed"),
        sql`${auditEvents.details}->>'modelId' = ${modelId}`,
      ),
    );
  const before = (row?.details as Kept | undefined)?.before;
  return isContent(before) ? before : null;
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
