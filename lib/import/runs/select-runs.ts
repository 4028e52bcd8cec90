import { desc, eq, type SQL, sql } from "drizzle-orm";
import { importParts, imports, staff, type Tx } from "@/lib/db";
import type { FileReading } from "../files/types";
import type { ImportRun, RunFault, RunFindings, RunOptions } from "./types";

/** Whether a run gives no sign of life, though it should. */
export const isStuck = sql<boolean>`(${imports.state} in ('checking', 'applying')
  and ${imports.movedAt} < now() - interval '5 minutes')`;

/** Whether a file has arrived, or needs not. */
export const hasArrived = sql`(${imports.source} = 'command' or ${imports.lines} is not null)`;

/** Whether a file is still there. */
export const hasFile = sql<boolean>`exists (select from ${importParts} where ${importParts.importId} = ${imports.id})`;

/** Selects runs whose file has arrived, newest first. */
export async function selectRuns(
  condition: SQL,
  limit: number,
  tx: Tx,
): Promise<(ImportRun & { place: string })[]> {
  const rows = await tx
    .select({
      id: imports.id,
      fileName: imports.fileName,
      source: imports.source,
      state: imports.state,
      createdBy: sql<string | null>`coalesce(${staff.name}, ${staff.email})`,
      options: sql<RunOptions>`${imports.options}`,
      reading: sql<FileReading | null>`${imports.reading}`,
      findings: sql<RunFindings>`${imports.counts}`,
      fault: sql<(RunFault & { during?: string }) | null>`${imports.fault}`,
      line: imports.line,
      lines: imports.lines,
      createdAt: imports.createdAt,
      movedAt: imports.movedAt,
      finishedAt: imports.finishedAt,
      isStuck,
      hasFile,
      place: sql<string>`${imports.createdAt}::text`,
    })
    .from(imports)
    .leftJoin(staff, eq(staff.id, imports.createdBy))
    .where(sql`${hasArrived} and ${condition}`)
    .orderBy(desc(imports.createdAt), desc(imports.id))
    .limit(limit);
  return rows.map((row) => ({
    ...row,
    writes: ["applying", "applied"].includes(row.state) || row.fault?.during === "applying",
  }));
}
