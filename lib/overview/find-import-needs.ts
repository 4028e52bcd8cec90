import { z } from "zod";
import { imports, parsed, pool, statement, type Tx } from "@/lib/db";
import { isAdmin } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import type { Need } from "./types";

const kinds = ["import-stopped", "import-failed", "import-waiting"] as const;
type ImportNeed = Extract<Need, { importId: string }>;

// A file's newest import settles the earlier ones. Older imports than a month are nobody's concern any more.
const find = statement(
  "overview_imports",
  { importId: imports.id, name: imports.fileName, kind: parsed(z.enum(kinds)) },
  `with newest as (
     select distinct on (file_name) id, file_name, created_at, moved_at, finished_at,
       case when state in ('checking', 'applying') then 'import-stopped'
         when state = 'failed' then 'import-failed' when state = 'checked' then 'import-waiting' end as kind
     from imports where created_at > now() - interval '30 days'
       -- Nobody sees a file that is still arriving.
       and (source = 'command' or lines is not null)
     order by file_name, created_at desc, id
   )
   select id as "importId", file_name as name, kind from newest
   where kind = 'import-stopped' and moved_at < now() - interval '5 minutes'
     or kind = 'import-failed' and coalesce(finished_at, moved_at) > now() - interval '7 days'
     or kind = 'import-waiting' and exists (select from import_parts where import_id = newest.id)
   order by created_at desc`,
);

/** Finds imports that stopped, failed, or wait to be applied, for administrators: one need of each kind. */
export async function findImportNeeds(viewer: Viewer, tx: Tx = pool()): Promise<ImportNeed[]> {
  if (!isAdmin(viewer)) return [];
  const rows = await find(tx);
  return kinds.flatMap((kind) => {
    const found = rows.filter((row) => row.kind === kind);
    const [first] = found;
    return first ? [{ ...first, kind, count: found.length }] : [];
  });
}
