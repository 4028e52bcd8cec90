import PgBoss from "pg-boss";
import { pool, type Tx } from "@/lib/db";
import type { QueueName } from "./queue";
import type { Mail } from "./types";

const runOn = (tx: Tx) => ({
  executeSql: (text: string, values: unknown[]) => tx.$client.query(text, values),
});

let boss: PgBoss | undefined;

/** Queues a mail. Inside a transaction it is sent only if the transaction commits. */
export async function enqueueMail(mail: Mail, tx: Tx = pool()): Promise<void> {
  // Not started, because it only writes rows.
  boss ??= new PgBoss({ db: { executeSql: (text, values) => runOn(pool()).executeSql(text, values) } });
  await boss.send("mail" satisfies QueueName, mail, { db: runOn(tx) });
}
