import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { createCursor } from "@/lib/cursors";
import { imports, pool, type Tx } from "@/lib/db";
import { type Id, isAdmin } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { selectRuns } from "./select-runs";
import type { ImportRun } from "./types";

/** Runs of a page. */
const pageSize = 20;

const cursor = createCursor(
  z.tuple([z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/), z.guid()]),
);

/**
 * Lists imports, newest first, a page at a time; none for anyone but administrators.
 * @param after cursor of the last one of the page before, from the URL
 * @returns `older`: the cursor of the next page
 */
export async function listRuns(
  viewer: Staff,
  after: string | null,
  tx: Tx = pool(),
): Promise<{ runs: ImportRun[]; older: string | null }> {
  if (!isAdmin(viewer)) return { runs: [], older: null };
  const place = cursor.read(after);
  const isOlder = place
    ? sql`(${imports.createdAt}, ${imports.id}) < (${place[0]}::timestamptz, ${place[1]}::uuid)`
    : sql`true`;
  const found = await selectRuns(isOlder, pageSize + 1, tx);
  const runs = found.slice(0, pageSize);
  const last = runs.at(-1);
  return { runs, older: found.length > pageSize && last ? cursor.write([last.place, last.id]) : null };
}

/** Finds an import, for administrators. */
export async function findRun(viewer: Staff, importId: Id, tx: Tx = pool()): Promise<ImportRun | null> {
  if (!isAdmin(viewer)) return null;
  const [run] = await selectRuns(eq(imports.id, importId), 1, tx);
  return run ?? null;
}
