import { importRejects, integer, pool, statement, type Tx } from "@/lib/db";
import { isAdmin } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import type { Need, Refused } from "./types";

/** Most rows that are read; where there are more, the counts are too low. */
const mostRows = 10_000;

const list = statement(
  "overview_refused",
  { importId: importRejects.importId, unknown: integer, others: integer },
  `with newest as (
     select distinct on (file_name) id from imports where created_at > now() - interval '7 days'
     order by file_name, created_at desc, id
   ), refused as (
     select import_id, model_id, model_id is not null and reasons @> '[{"code": "model-unknown"}]' as lacks_model
     from newest join import_rejects on import_id = newest.id limit $1
   )
   select import_id as "importId",
     (count(*) filter (where lacks_model and device_models.model_id is null))::int as unknown,
     (count(*) filter (where not lacks_model or device_models.model_id is not null))::int as others
   from refused left join device_models using (model_id) group by import_id`,
);

/**
 * Counts the rows that the last days' imports refused, the newest of each file, for administrators: devices of models
 * that are still unknown, and all others.
 */
export async function countRefused(viewer: Viewer, tx: Tx = pool()): Promise<Need[]> {
  if (!isAdmin(viewer)) return [];
  const rows = await list(tx, mostRows);
  const isCut = rows.reduce((sum, { unknown, others }) => sum + unknown + others, 0) >= mostRows;
  const add = (field: "unknown" | "others"): Refused => {
    const found = rows.filter((row) => row[field] > 0);
    return {
      count: found.reduce((sum, row) => sum + row[field], 0),
      isCut,
      importId: found.length === 1 ? (found[0]?.importId ?? null) : null,
    };
  };
  const [unknown, others] = [add("unknown"), add("others")];
  const kind = unknown.count > 0 ? "other-rows-refused" : "rows-refused";
  return [
    ...(unknown.count > 0 ? [{ kind: "models-unknown" as const, refused: unknown }] : []),
    ...(others.count > 0 ? [{ kind, refused: others } as const] : []),
  ];
}
