import PgBoss from "pg-boss";
import { pool, type Tx } from "@/lib/db";
import type { QueueName } from "./queue";

const runOn = (tx: Tx) => ({
  executeSql: (text: string, values: unknown[]) => tx.$client.query(text, values),
});

let boss: PgBoss | undefined;

/**
 * Adds a job to a queue. Inside a transaction it is there only if the transaction commits.
 * @param priority jobs with a higher one go first
 */
export async function send(queue: QueueName, data: object, tx: Tx, priority = 0): Promise<void> {
  // Not started, because it only writes rows.
  boss ??= new PgBoss({ db: { executeSql: (text, values) => runOn(pool()).executeSql(text, values) } });
  await boss.send(queue, data, { db: runOn(tx), priority });
}
