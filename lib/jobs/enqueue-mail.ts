import type { PoolClient } from "pg";
import PgBoss from "pg-boss";
import { pool } from "@/lib/db";
import type { QueueName } from "./queue";
import type { Mail } from "./types";

let boss: PgBoss | undefined;

/** Puts a mail into the queue, in the transaction of `client`: it leaves if that commits. */
export async function enqueueMail(client: PoolClient, mail: Mail): Promise<void> {
  // Never started: it only writes rows.
  boss ??= new PgBoss({ db: { executeSql: (text, values) => pool().query(text, values) } });
  await boss.send("mail" satisfies QueueName, mail, {
    db: { executeSql: (text, values) => client.query(text, values) },
  });
}
