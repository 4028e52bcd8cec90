import { and, eq, isNull, sql } from "drizzle-orm";
import { importParts, importRejects, imports, pool, type Tx, transaction } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";
import type { FileReading } from "../files/types";
import type { BatchReport } from "../types";
import { createFindings } from "./findings";
import type { RunFault, RunFindings, RunOptions } from "./types";

type Writing = PartnerScope<"customers:write" | "devices:write">;

/** Rejected rows of a run that are kept. */
export const mostKept = 10_000;

type NewRun = { fileName: string; options: RunOptions; lines?: number | null };

/** Begins a run of the command. @returns its id, and when it began */
export async function startRun(
  _scope: Writing,
  { fileName, options, lines = null }: NewRun,
  state: "checking" | "applying",
  tx: Tx = pool(),
): Promise<{ id: string; attempt: number; since: Date }> {
  const row = { fileName, options, lines, state, counts: createFindings(), source: "command" } as const;
  const { id, attempt, createdAt: since } = imports;
  const [run] = await tx.insert(imports).values(row).returning({ id, attempt, since });
  if (!run) throw new Error("the import was not stored");
  return run;
}

/** Where a run stands: in which attempt, the last line that was dealt with, and the devices that were removed. */
export type Place = { id: string; attempt: number; line: number; removed: number };

/** Thrown if a run was discarded, or somebody else goes on with it. */
export class RunMoved extends Error {
  constructor() {
    super("the import was discarded, or another process goes on with it");
    this.name = "RunMoved";
  }
}

const isAt = ({ id, attempt, line, removed }: Place) =>
  and(
    eq(imports.id, id),
    eq(imports.attempt, attempt),
    eq(imports.line, line),
    sql`(${imports.counts}->'counts'->>'removed')::int = ${removed}`,
    isNull(imports.finishedAt),
  );

/**
 * Notes how a run's file was understood, or that it was not.
 * @throws RunMoved
 */
export async function noteReading(place: Place, reading: FileReading | null, tx: Tx = pool()): Promise<void> {
  const set = { reading: reading && toStorable(reading), movedAt: sql`now()` };
  const [noted] = await tx.update(imports).set(set).where(isAt(place)).returning({ id: imports.id });
  if (!noted) throw new RunMoved();
}

/**
 * Notes what a batch did, in its transaction.
 * @param from where the run stood before
 * @param findings what the run has found so far, the batch included
 * @throws RunMoved
 */
export async function noteBatch(
  from: Place,
  { line, rejected }: Pick<BatchReport, "line" | "rejected">,
  findings: RunFindings,
  tx: Tx,
): Promise<void> {
  const importId = from.id;
  const set = { line, counts: toStorable(findings), movedAt: sql`now()` };
  const [noted] = await tx.update(imports).set(set).where(isAt(from)).returning({ id: imports.id });
  if (!noted) throw new RunMoved();
  const { customers, devices, unread } = findings.counts;
  const before = customers.rejected + devices.rejected + unread - rejected.length;
  const kept = rejected.slice(0, Math.max(0, mostKept - before));
  if (kept.length > 0)
    await tx
      .insert(importRejects)
      .values(
        kept.map(({ line: at, cells, reasons, externalId, modelId }) => ({
          ...toStorable({ line: at, cells, reasons, externalId, modelId }),
          importId,
        })),
      )
      .onConflictDoNothing();
}

/** Replaces what PostgreSQL cannot store in texts: NUL, and halves of characters. */
const toStorable = <Value>(value: Value): Value =>
  JSON.parse(
    JSON.stringify(value, (_, each) =>
      typeof each === "string" ? each.replace(/[\p{Cs}\0]/gu, "\ufffd") : each,
    ),
  );

/**
 * Notes that a run has come to its end. An applied one keeps no file.
 * @throws RunMoved
 */
export const finishRun = (
  place: Place,
  state: "checked" | "applied" | "failed",
  { findings, fault = null }: { findings?: RunFindings; fault?: RunFault | null },
  tx: Tx = pool(),
): Promise<void> =>
  transaction(async (within) => {
    const said =
      fault &&
      sql`${JSON.stringify(toStorable(fault))}::jsonb || jsonb_build_object('during', ${imports.state})`;
    const set = {
      ...{ state, fault: said },
      ...{ movedAt: sql`now()`, finishedAt: sql`now()` },
      ...(findings && { counts: toStorable(findings) }),
    };
    const [noted] = await within.update(imports).set(set).where(isAt(place)).returning({ id: imports.id });
    if (!noted) throw new RunMoved();
    if (state === "applied") await within.delete(importParts).where(eq(importParts.importId, place.id));
  }, tx);
