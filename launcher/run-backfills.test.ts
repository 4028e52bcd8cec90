import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildLevel } from "@/lib/db";
import { createTestDatabase, type TestDatabase } from "@/tests/database";
import { migrate, migrationsFolder } from "./migrate";
import { startNode } from "./processes";

const rows = 200_000;
const tag = "0099_digest";
const folder = mkdtempSync(path.join(os.tmpdir(), "larder-backfills-"));
let database: TestDatabase;
let owner: Client;

// Every thousandth row waits: 7 s for all, longer than one statement may take on any machine, and little for a batch.
const digest = "case when id % 1000 = 0 then pg_sleep(0.035)::text else '' end || md5(id::text)";
const change = (where: string) => `update meters set digest = ${digest}, times = times + 1 where ${where}`;

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  await owner.query("create table meters (id serial primary key, seen int not null default 0)");
  await owner.query(`insert into meters (seen) select 0 from generate_series(1, ${rows})`);
  // Managed PostgreSQL may set one for all roles. It holds for connections from now on.
  await owner.query(`alter role larder_owner in database ${owner.database} set statement_timeout = '6s'`);
  cpSync(migrationsFolder, folder, { recursive: true });
  const file = path.join(folder, "meta/_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8"));
  const entry = { idx: buildLevel + 1, version: "7", when: Date.now(), tag, breakpoints: true };
  writeFileSync(file, JSON.stringify({ ...journal, entries: [...journal.entries, entry] }));
  writeFileSync(
    path.join(folder, `${tag}.sql`),
    "alter table meters add column digest text, add column times int not null default 0;",
  );
  mkdirSync(path.join(folder, "backfills"), { recursive: true });
  writeFileSync(
    path.join(folder, "backfills", `${tag}.sql`),
    `-- A comment in front.
     ${change("id in (select id from meters where digest is null order by id limit 1000)")};--> statement-breakpoint
     drop index concurrently if exists meters_digest;--> statement-breakpoint
     create index concurrently meters_digest on meters (digest);`,
  );
});
afterAll(async () => {
  await owner.query(`alter role larder_owner in database ${owner.database} reset all`);
  await owner.end();
  await database.drop();
  rmSync(folder, { recursive: true });
});

const count = async (where: string): Promise<number> =>
  (await owner.query(`select count(*)::int as count from meters where ${where}`)).rows[0].count;

/** Writes rows as a running portal does, until it is told to stop. @returns how many it wrote */
function startWriter() {
  let isWriting = true;
  const work = async () => {
    const client = new Client({ connectionString: database.appUrl });
    await client.connect();
    let written = 0;
    for (; isWriting; written++)
      await client.query("update meters set seen = seen + 1 where id = $1", [1 + ((written * 7919) % rows)]);
    await client.end();
    return written;
  };
  const working = work();
  return () => {
    isWriting = false;
    return working;
  };
}

it("changes every row once, in batches, beside writers, also when it is killed midway", async () => {
  const stopWriter = startWriter();
  const script = `import { migrate } from "./launcher/migrate.ts"; await migrate(...process.argv.slice(1));`;
  const args = ["--import", "tsx", "--input-type=module", "--eval", script, database.ownerUrl, folder];
  const child = await startNode("The migration", args, { logPath: path.join(folder, "migrate.log") });
  const hasColumn =
    "select from information_schema.columns where table_name = 'meters' and column_name = 'times'";
  while (!(await owner.query(hasColumn)).rowCount) expect(child.exit(), child.output()).toBeUndefined();
  while ((await count("times > 0")) < rows / 10) expect(child.exit(), child.output()).toBeUndefined();
  process.kill(child.pid, "SIGKILL");
  expect((await child.exited).signal).toBe("SIGKILL");
  expect(await count("times = 0"), "not done yet").toBeGreaterThan(0);

  // All rows at once take longer than the limit.
  const limited = new Client({ connectionString: database.ownerUrl });
  await limited.connect();
  await expect(limited.query(change("times = 0 or true"))).rejects.toThrow("statement timeout");
  await limited.end();

  await migrate(database.ownerUrl, folder);
  await migrate(database.ownerUrl, folder);
  const written = await stopWriter();
  expect(await count("times = 1 and digest is not null")).toBe(rows);
  const { rows: sums } = await owner.query("select sum(seen)::int as seen from meters");
  expect(sums).toEqual([{ seen: written }]);
  expect(written).toBeGreaterThan(100);
  const valid = "select indisvalid from pg_index where indexrelid = 'meters_digest'::regclass";
  expect((await owner.query(valid)).rows).toEqual([{ indisvalid: true }]);
}, 600_000);
