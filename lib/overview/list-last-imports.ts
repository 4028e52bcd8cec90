import { desc, sql } from "drizzle-orm";
import { z } from "zod";
import { imports, pool, type Tx } from "@/lib/db";
import { isAdmin } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import { type LastImport, outcomes } from "./types";

const length = 5;

const number = z.number().catch(0);
const Rows = z
  .object({ new: number, changed: number, rejected: number, same: number })
  .default({ new: 0, changed: 0, rejected: 0, same: 0 });
/** The counts of an import as it stores them, which may lack any. */
const Counts = z.object({ customers: Rows, devices: Rows });

const state = sql<LastImport["state"]>`case
  when ${imports.state} in ('checking', 'applying') and ${imports.movedAt} < now() - interval '5 minutes' then 'stuck'
  else ${imports.state} end`;

/** Lists the last imports, newest first, for administrators. */
export async function listLastImports(viewer: Viewer, tx: Tx = pool()): Promise<LastImport[]> {
  if (!isAdmin(viewer)) return [];
  const { id, createdAt: at, fileName } = imports;
  // What a check found before it stopped has not been written.
  const counts = sql`case when ${imports.fault}->>'during' = 'checking' then null else ${imports.counts}->'counts' end`;
  const rows = await tx
    .select({ id, at, fileName, state, counts })
    .from(imports)
    // Nobody sees a file that is still arriving.
    .where(sql`${imports.source} = 'command' or ${imports.lines} is not null`)
    .orderBy(desc(at), id)
    .limit(length);
  return rows.map(({ counts: given, ...row }) => {
    const { customers, devices } = Counts.parse(given ?? {});
    const sums = outcomes.map((name) => [name, customers[name] + devices[name]]);
    return { ...row, rows: Object.fromEntries(sums) as LastImport["rows"] };
  });
}
