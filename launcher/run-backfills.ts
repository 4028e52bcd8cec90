// Runs what is too long for a migration's one transaction: changes of many rows, and indexes that are built beside writes.
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Client, QueryConfig } from "pg";

const progressMs = 5000;

/**
 * Runs backfills/<migration>.sql of each migration that has one, once. Each statement is a transaction of its own; one
 * that changes rows is repeated until it changes none. After a kill, the next run goes on from there.
 * @param client of the schema's owner, who holds the lock of migrations
 */
export async function runBackfills(client: Client, folder: string): Promise<void> {
  const journal: { entries: { tag: string }[] } = JSON.parse(
    readFileSync(path.join(folder, "meta/_journal.json"), "utf8"),
  );
  const find = (tag: string) => path.join(folder, "backfills", `${tag}.sql`);
  const tags = journal.entries.map(({ tag }) => tag).filter((tag) => existsSync(find(tag)));
  if (tags.length === 0) return;

  await client.query(
    "create table if not exists drizzle.backfills (tag text primary key, ended_at timestamptz)",
  );
  for (const tag of tags) {
    const done = await client.query("select from drizzle.backfills where tag = $1", [tag]);
    if (done.rowCount) continue;
    for (const statement of readFileSync(find(tag), "utf8").split("--> statement-breakpoint"))
      await repeat(client, tag, statement);
    await client.query("insert into drizzle.backfills values ($1, now())", [tag]);
  }
}

async function repeat(client: Client, tag: string, statement: string): Promise<void> {
  const isBatch = /^(\s|--.*\n|\/\*((?!\*\/)[\s\S])*\*\/)*(insert|update|delete|with)\b/i.test(statement);
  // Only batches can keep to a limit of the role: an index of a large table is built in one statement.
  await client.query(isBatch ? "reset statement_timeout" : "set statement_timeout to 0");
  const started = performance.now();
  let [rows, said] = [0, started];
  for (;;) {
    // The extended protocol refuses several statements at once, of which only one could be counted.
    const { rowCount } = await client.query({ text: statement, queryMode: "extended" } as QueryConfig);
    if (!isBatch) return;
    rows += rowCount ?? 0;
    const isDone = !rowCount;
    if (isDone || performance.now() - said > progressMs) {
      said = performance.now();
      const seconds = Math.round((said - started) / 1000);
      console.log(`${tag}: ${rows} rows in ${seconds} s${isDone ? ", done" : ""}`);
    }
    if (isDone) return;
  }
}
