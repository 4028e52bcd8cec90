import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { importRejects, imports, pool, type Tx, transaction } from "@/lib/db";
import { enqueueImport } from "@/lib/jobs";
import { type Result, refuse, succeed } from "@/lib/result";
import { type Id, isAdmin } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { createFindings } from "./findings";
import { hasArrived, hasFile, isStuck } from "./select-runs";
import type { StoredFile } from "./store-file";
import type { RunOptions } from "./types";

type Refused = "not-found" | "import-changed";

/** Takes up a file that has arrived: it is checked as soon as a worker has time. */
export const startCheck = (
  viewer: Staff,
  { id, lines }: StoredFile,
  options: RunOptions,
  tx: Tx = pool(),
): Promise<Result<undefined, Refused>> =>
  start(viewer, id, sql`${imports.lines} is null`, { state: "checking", options, lines }, tx);

/**
 * Checks a file again, with other options. Not while it is checked or applied, unless that gives no sign of life.
 * @returns `import-changed` if somebody else has already dealt with it
 */
export const requestCheck = (
  viewer: Staff,
  importId: Id,
  options: RunOptions,
  tx: Tx = pool(),
): Promise<Result<undefined, Refused>> => {
  const isOpen = sql`${hasArrived} and (${inArray(imports.state, ["checked", "failed"])} or ${isStuck})`;
  return start(viewer, importId, isOpen, { state: "checking", options }, tx);
};

/**
 * Applies a file as it was checked.
 * @param seen when the check that the administrator saw came to its end
 * @returns `import-changed` if it was checked again since, or is not checked
 */
export const requestApply = (
  viewer: Staff,
  importId: Id,
  seen: string,
  tx: Tx = pool(),
): Promise<Result<undefined, Refused>> => {
  const isSeen = sql`date_trunc('milliseconds', ${imports.finishedAt}) = ${readMoment(seen)}::timestamptz`;
  const isChecked = sql`${eq(imports.state, "checked")} and ${isSeen}`;
  return start(viewer, importId, isChecked, { state: "applying" }, tx);
};

/** An administrator writes the rows, so the work is theirs who pressed the button last. */
const start = (
  viewer: Staff,
  importId: string,
  condition: SQL,
  given: { state: "checking" | "applying"; options?: RunOptions; lines?: number },
  tx: Tx,
): Promise<Result<undefined, Refused>> =>
  transaction(async (within): Promise<Result<undefined, Refused>> => {
    if (!isAdmin(viewer)) return refuse("not-found");
    const reset = {
      ...{ counts: createFindings(), line: 0, fault: null, finishedAt: null, movedAt: sql`now()` },
      ...{ attempt: sql`${imports.attempt} + 1`, createdBy: viewer.id, network: viewer.network },
    };
    const isThis = and(eq(imports.id, importId), eq(imports.source, "browser"), hasFile, condition);
    const [started] = await within
      .update(imports)
      .set({ ...reset, ...given })
      .where(isThis)
      .returning({ id: imports.id });
    if (!started) return refuse((await exists(importId, within)) ? "import-changed" : "not-found");
    await within.delete(importRejects).where(eq(importRejects.importId, importId));
    await enqueueImport({ importId }, within);
    return succeed(undefined);
  }, tx);

const exists = async (importId: string, tx: Tx): Promise<boolean> =>
  (await tx.$count(imports, sql`${imports.id} = ${importId} and ${hasArrived}`)) > 0;

/** Deletes an import that was not applied, with its file. A check that goes on stops. */
export async function discardRun(
  viewer: Staff,
  importId: Id,
  tx: Tx = pool(),
): Promise<Result<undefined, Refused>> {
  if (!isAdmin(viewer)) return refuse("not-found");
  const isOpen = sql`${hasArrived} and ${inArray(imports.state, ["checking", "checked", "failed"])}`;
  const wroteNothing = sql`coalesce(${imports.fault}->>'during', '') <> 'applying'`;
  const [gone] = await tx
    .delete(imports)
    .where(and(eq(imports.id, importId), eq(imports.source, "browser"), isOpen, wroteNothing))
    .returning({ id: imports.id });
  if (gone) return succeed(undefined);
  return refuse((await exists(importId, tx)) ? "import-changed" : "not-found");
}

// PostgreSQL knows no year 0.
const Moment = z.iso.datetime().regex(/^[1-9]/);
const readMoment = (text: string): string | null => Moment.safeParse(text).data ?? null;
