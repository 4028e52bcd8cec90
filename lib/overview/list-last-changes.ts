import { desc, eq } from "drizzle-orm";
import { changes, customers, pool, type Tx } from "@/lib/db";
import { isAdmin } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import type { LastChange } from "./types";

const length = 10;

/** Lists the last changes of customers, devices and models, newest first, for administrators. */
export async function listLastChanges(viewer: Viewer, tx: Tx = pool()): Promise<LastChange[]> {
  if (!isAdmin(viewer)) return [];
  const last = tx.select().from(changes).orderBy(desc(changes.id)).limit(length).as("last");
  const { id, at, kind, action, externalId, modelId, serial } = last;
  const rows = await tx
    .select({ id, at, kind, action, externalId, customerId: customers.id, modelId, serial })
    .from(last)
    .leftJoin(customers, eq(customers.externalId, last.externalId))
    .orderBy(desc(last.id));
  return rows.map((row) => ({ ...row, id: String(row.id) }));
}
