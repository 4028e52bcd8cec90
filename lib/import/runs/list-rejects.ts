import { and, asc, eq, gt, sql } from "drizzle-orm";
import { orUnrecorded, recordEvent } from "@/lib/audit";
import { importRejects, pool, type Tx } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import type { Id } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import type { Reason } from "../types";
import { findRun } from "./list-runs";
import type { ImportRun, Reject } from "./types";

/** Rows that a page shows, and that are read at a time for a file. */
export const mostShown = 100;
const batchSize = 500;

type Refused = "not-found" | "unrecorded";

const readRejects = (importId: Id, after: number, limit: number, tx: Tx): Promise<Reject[]> =>
  tx
    .select({
      line: importRejects.line,
      cells: importRejects.cells,
      reasons: sql<Reason[]>`${importRejects.reasons}`,
    })
    .from(importRejects)
    .where(and(eq(importRejects.importId, importId), gt(importRejects.line, after)))
    .orderBy(asc(importRejects.line))
    .limit(limit);

/** Lists the first rejected rows of an import, for administrators. Records the view before it returns them. */
export const listRejects = (
  viewer: Staff,
  importId: Id,
  tx: Tx = pool(),
): Promise<Result<Reject[], Refused>> =>
  orUnrecorded(async (): Promise<Result<Reject[], "not-found">> => {
    if (!(await findRun(viewer, importId, tx))) return refuse("not-found");
    const rejects = await readRejects(importId, 0, mostShown, tx);
    if (rejects.length > 0) await recordEvent(viewer, { event: "import.viewed", importId }, tx);
    return succeed(rejects);
  });

/**
 * Reads all rejected rows of an import, a batch at a time. Records the view before it returns.
 * @returns `not-found` also if there are none
 */
export const exportRejects = (
  viewer: Staff,
  importId: Id,
  tx: Tx = pool(),
): Promise<Result<{ run: ImportRun; rejects: AsyncGenerator<Reject> }, Refused>> =>
  orUnrecorded(async () => {
    const run = await findRun(viewer, importId, tx);
    const first = run ? await readRejects(importId, 0, batchSize, tx) : [];
    if (!run?.reading || first.length === 0) return refuse("not-found");
    await recordEvent(viewer, { event: "import.viewed", importId }, tx);
    return succeed({ run, rejects: readOn(importId, first, tx) });
  });

async function* readOn(importId: Id, first: Reject[], tx: Tx): AsyncGenerator<Reject> {
  for (let batch = first; ; ) {
    yield* batch;
    const last = batch.at(-1);
    if (!last || batch.length < batchSize) return;
    batch = await readRejects(importId, last.line, batchSize, tx);
  }
}
