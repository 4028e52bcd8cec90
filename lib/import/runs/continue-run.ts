import { and, eq, isNull, sql } from "drizzle-orm";
import { imports, pool, staff, type Tx } from "@/lib/db";
import { type Id, readId } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { createRehearsal } from "../rehearsal";
import { createWriter, type ImportWriter } from "../write-batch";
import { type OpenRun, placeOf, runFile } from "./run-file";
import { hasArrived } from "./select-runs";
import { readFile } from "./store-file";
import { finishRun, RunMoved } from "./store-run";
import type { RunFault, RunFindings, RunOptions } from "./types";

type Settings = {
  /** Whether the partner's systems verify addresses. */
  matchEmail: boolean;
  /** Asked after each batch. */
  mustStop: () => boolean;
};

/**
 * Works on an import that waits in the database, from where it stands.
 * @returns whether there is more to do; a run that was discarded, or that another process works on, is none of ours
 * @throws LarderError `audit-failed`; Error if the database cannot be reached
 */
export async function continueRun(
  importId: string,
  { matchEmail, mustStop }: Settings,
  tx: Tx = pool(),
): Promise<boolean> {
  const id = readId(importId);
  const found = id && (await loadRun(id, tx));
  if (!found) return false;
  const { run, rehearses, writer } = found;
  try {
    if (!writer) {
      await finishRun(placeOf(run), "failed", { fault: { code: "writer-gone" } }, tx);
      return false;
    }
    const settings = { matchEmail, ...(rehearses && { rehearsal: createRehearsal() }) };
    // Not after the mere reading, so that each turn gets on.
    for await (const step of runFile(writer, run, readFile(run.id, tx), settings, tx))
      if (!("reading" in step || "fault" in step) && mustStop()) return true;
    return false;
  } catch (error) {
    if (error instanceof RunMoved) return false;
    throw error;
  }
}

/** Ends a run that cannot go on. @param reference of the line in the log that says why */
export async function breakOffRun(importId: string, reference: string, tx: Tx = pool()): Promise<void> {
  const id = readId(importId);
  const found = id && (await loadRun(id, tx));
  if (!found) return;
  const fault: RunFault = { code: "broken-off", reference };
  await finishRun(placeOf(found.run), "failed", { fault }, tx).catch((error) => {
    if (!(error instanceof RunMoved)) throw error;
  });
}

type Found = { run: OpenRun; rehearses: boolean; writer: ImportWriter | null };

async function loadRun(id: Id, tx: Tx): Promise<Found | null> {
  const [row] = await tx
    .select({
      state: imports.state,
      options: sql<RunOptions>`${imports.options}`,
      findings: sql<RunFindings>`${imports.counts}`,
      attempt: imports.attempt,
      line: imports.line,
      since: imports.createdAt,
      network: imports.network,
      by: { id: staff.id, role: staff.role, name: staff.name },
    })
    .from(imports)
    .leftJoin(staff, eq(staff.id, imports.createdBy))
    .where(and(eq(imports.id, id), eq(imports.source, "browser"), isNull(imports.finishedAt), hasArrived));
  if (!row) return null;
  const { state, by, network, ...run } = row;
  // No session: the work goes on after they have signed out.
  const viewer: Staff | null = by && { kind: "staff", ...by, sessionId: "", language: null, network };
  return {
    run: { id, ...run },
    rehearses: state === "checking",
    writer: viewer?.role === "admin" ? createWriter(viewer) : null,
  };
}
