import { boolean, pool, statement, type Tx } from "@/lib/db";
import { send } from "./send";
import type { ImportJob } from "./types";

/** Queues a part of the work on an import. */
export const enqueueImport = (job: ImportJob, tx: Tx = pool()): Promise<void> => send("import", job, tx);

// pg-boss owns its tables, so our schema does not declare them.
const find = statement(
  "import_waits",
  { found: boolean },
  `select exists (
     select from pgboss.job where name = 'import' and data->>'importId' = $1 and state in ('created', 'retry')
       and created_on < now() - $2::float * interval '1 second'
   ) as found`,
);

/** Whether work on an import was queued more than `seconds` ago and no worker has taken it. */
export async function isImportWaiting(importId: string, seconds: number, tx: Tx = pool()): Promise<boolean> {
  const [row] = await find(tx, importId, seconds);
  return row?.found ?? false;
}
