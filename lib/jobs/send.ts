import PgBoss from "pg-boss";
import { pool, type Tx } from "@/lib/db";
import type { QueueName } from "./queue";

const runOn = (tx: Tx) => ({
  executeSql: (text: string, values: unknown[]) => tx.$client.query(text, values),
});

let boss: PgBoss | undefined;

/** Adds a job to a queue. Inside a transaction it is there only if the transaction commits. */
export async function send(queue: QueueName, data: object, tx: Tx): Promise<void> {
  // Not started, because it only writes rows.
  boss ??= new PgBoss({ db: { executeSql: (text, values) => runOn(pool()).executeSql(text, values) } });
  await boss.send(queue, data, { db: runOn(tx) });
}
