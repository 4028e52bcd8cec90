import { eq, sql } from "drizzle-orm";
import { importParts, imports, pool, type Tx } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import { isAdmin } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { createFindings } from "./findings";

/** Bytes of a file in one row. */
const partSize = 1_000_000;

/** A file that has arrived. Until `startCheck`, nobody sees it. */
export type StoredFile = { id: string; lines: number };

/**
 * Stores a file that an administrator sends with the browser. Each part has a transaction of its own, because a slow
 * browser would keep one open for minutes. What is not taken up is deleted by the worker.
 * @param most in bytes
 */
export async function storeFile(
  viewer: Staff,
  fileName: string,
  bytes: AsyncIterable<Uint8Array>,
  most: number,
  tx: Tx = pool(),
): Promise<Result<StoredFile, "not-found" | "file-empty" | "file-large">> {
  if (!isAdmin(viewer)) return refuse("not-found");
  const row = { fileName: cutName(fileName), source: "browser", state: "checking" } as const;
  const [run] = await tx
    .insert(imports)
    .values({ ...row, createdBy: viewer.id, network: viewer.network, counts: createFindings() })
    .returning({ id: imports.id });
  if (!run) throw new Error("the import was not stored");
  try {
    let [part, size, lines] = [0, 0, 1];
    for await (const chunk of joinChunks(bytes)) {
      size += chunk.length;
      if (size > most) break;
      for (let place = chunk.indexOf(10); place !== -1; place = chunk.indexOf(10, place + 1)) lines += 1;
      await tx.insert(importParts).values({ importId: run.id, part, bytes: chunk });
      part += 1;
    }
    if (size > 0 && size <= most) return succeed({ id: run.id, lines });
    await dropFile(run.id, tx);
    return refuse(size === 0 ? "file-empty" : "file-large");
  } catch (error) {
    await dropFile(run.id, tx).catch(() => {});
    throw error;
  }
}

/** Deletes a file that nobody has taken up. */
export async function dropFile(importId: string, tx: Tx = pool()): Promise<void> {
  await tx.delete(imports).where(sql`${imports.id} = ${importId} and ${imports.lines} is null`);
}

/** Cuts a name to 200 characters, and takes out what PostgreSQL or a page cannot show. */
const cutName = (name: string): string =>
  [...name.replace(/[\p{Cs}\p{Cc}]/gu, "\ufffd")].slice(-200).join("") || "?";

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
    const isThis = sql`${eq(importParts.importId, importId)} and ${eq(importParts.part, part)}`;
    const [row] = await tx.select({ bytes: importParts.bytes }).from(importParts).where(isThis);
    if (!row) return;
    yield row.bytes;
  }
}
