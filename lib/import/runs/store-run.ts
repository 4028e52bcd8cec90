import { and, eq, isNull, sql } from "drizzle-orm";
import { importParts, importRejects, imports, pool, type Tx, transaction } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";
import type { FileReading } from "../files/types";
import type { BatchReport } from "../types";
import { createFindings } from "./findings";
import type { RunFault, RunFindings, RunOptions } from "./types";

type Writing = PartnerScope<"customers:write" | "devices:write">;

/** Rejected rows of a run that are kept. */
const mostKept = 10_000;
/** Bytes of a file in one row. */
const partSize = 1_000_000;

type NewRun = { fileName: string; options: RunOptions; lines?: number | null };

/** Begins a run of the command. @returns its id */
export async function startRun(
  _scope: Writing,
  { fileName, options, lines = null }: NewRun,
  state: "checking" | "applying",
  tx: Tx = pool(),
): Promise<string> {
  const row = { fileName, options, lines, state, counts: createFindings(), source: "command" } as const;
  const [run] = await tx.insert(imports).values(row).returning({ id: imports.id });
  if (!run) throw new Error("the import was not stored");
  return run.id;
}

/**
 * Stores a file that somebody sends with the browser, to be checked by a worker.
 * @param most in bytes
 * @returns its id; null if the file is larger
 */
export async function storeFile(
  { actor }: Writing,
  { fileName, options }: NewRun,
  bytes: AsyncIterable<Uint8Array>,
  most: number,
  tx: Tx = pool(),
): Promise<string | null> {
  class TooLarge extends Error {}
  try {
    return await transaction(async (within) => {
      const by = actor.kind === "staff" ? { createdBy: actor.id, network: actor.network } : {};
      const row = { fileName, options, ...by, counts: createFindings() };
      const [run] = await within
        .insert(imports)
        .values({ ...row, source: "browser", state: "checking" })
        .returning({ id: imports.id });
      if (!run) throw new Error("the import was not stored");
      let [part, size, lines] = [0, 0, 1];
      for await (const chunk of joinChunks(bytes)) {
        size += chunk.length;
        if (size > most) throw new TooLarge();
        lines += chunk.filter((byte) => byte === 10).length;
        await within.insert(importParts).values({ importId: run.id, part, bytes: chunk });
        part += 1;
      }
      await within.update(imports).set({ lines }).where(eq(imports.id, run.id));
      return run.id;
    }, tx);
  } catch (error) {
    if (error instanceof TooLarge) return null;
    throw error;
  }
}

async function* joinChunks(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let [chunks, size] = [[] as Uint8Array[], 0];
  for await (const chunk of bytes) {
    chunks.push(chunk);
    size += chunk.length;
    if (size < partSize) continue;
    yield Buffer.concat(chunks);
    [chunks, size] = [[], 0];
  }
  if (size > 0) yield Buffer.concat(chunks);
}

/** Reads a stored file, a part at a time. */
export async function* readFile(importId: string, tx: Tx = pool()): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part += 1) {
    const isThis = sql`${importParts.importId} = ${importId} and ${importParts.part} = ${part}`;
    const [row] = await tx.select({ bytes: importParts.bytes }).from(importParts).where(isThis);
    if (!row) return;
    yield row.bytes;
  }
}

/** Notes how a run's file was understood. */
export async function noteReading(importId: string, reading: FileReading, tx: Tx = pool()): Promise<void> {
  await tx.update(imports).set({ reading, movedAt: sql`now()` }).where(eq(imports.id, importId));
}

/**
 * Notes what a batch did, in its transaction.
 * @param from the line that is stored
 * @param findings what the run has found so far, the batch included
 * @throws Error if the run was discarded, or somebody else goes on with it
 */
export async function noteBatch(
  importId: string,
  from: number,
  { line, rejected }: Pick<BatchReport, "line" | "rejected">,
  findings: RunFindings,
  tx: Tx,
): Promise<void> {
  const set = { line, counts: toStorable(findings), movedAt: sql`now()` };
  const isThis = and(eq(imports.id, importId), eq(imports.line, from), isNull(imports.finishedAt));
  const [noted] = await tx.update(imports).set(set).where(isThis).returning({ id: imports.id });
  if (!noted) throw new Error("the import was discarded, or another process goes on with it");
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

/** Notes that a run has come to its end. An applied one keeps no file. */
export const finishRun = (
  importId: string,
  state: "checked" | "applied" | "failed",
  { findings, fault = null }: { findings?: RunFindings; fault?: RunFault | null },
  tx: Tx = pool(),
): Promise<void> =>
  transaction(async (within) => {
    const set = {
      state,
      fault,
      movedAt: sql`now()`,
      finishedAt: sql`now()`,
      ...(findings && { counts: findings }),
    };
    await within.update(imports).set(set).where(eq(imports.id, importId));
    if (state !== "checked") await within.delete(importParts).where(eq(importParts.importId, importId));
  }, tx);
