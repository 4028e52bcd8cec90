// Tests npm run audit:purge.
import { spawn } from "node:child_process";
import path from "node:path";
import { text } from "node:stream/consumers";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { cleanEnvironment } from "@/launcher/environment";
import { root } from "@/launcher/paths";
import { recordEvent } from "@/lib/audit";
import { createTestStage, type TestStage } from "@/tests/stage";
import { runAuditPurge } from "./purge-audit";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  await portal.owner.query("alter table audit_events disable trigger audit_events_keep");
  await portal.owner.query("truncate audit_events, audit_notes");
  await portal.owner.query("alter table audit_events enable always trigger audit_events_keep");
});

/** Runs the command in its own process. */
const start = () =>
  spawn(process.execPath, [path.join(process.env.TEST_PROGRAMS ?? "", "audit-purge.js"), ...old], {
    cwd: root,
    env: { ...cleanEnvironment(), DATABASE_PURGE_URL: portal.database.purgeUrl },
  });

const purge = (args: string[], url: string | undefined = portal.database.purgeUrl) =>
  runAuditPurge(args, url);

const old = ["--older-than", "400d"];

/** Inserts `count` events a second apart, the newest `days` days old. */
const addEvents = (count: number, days: number) =>
  portal.owner.query(
    `with made as (
       insert into audit_events (event, actor_kind, at)
       select 'customer.viewed', 'system', now() - $2 * interval '24 hours' - n * interval '1 second' from generate_series(1, $1) n
       returning id
     ) insert into audit_notes (event_id, network) select id, 'net' from made`,
    [count, days],
  );

const counts = async () => {
  const { rows } = await portal.owner.query(
    "select event, count(*)::int, count(network)::int as notes from audit_events left join audit_notes on event_id = id group by 1 order by 1",
  );
  return rows;
};

const purges = async () =>
  (await portal.owner.query("select * from audit_events where event = 'audit.purged' order by id")).rows;

it("removes older events and their notes, and records and reports the purge", async () => {
  await addEvents(7, 401);
  await addEvents(5, 399);
  const child = start();
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [recorded] = await purges();
  const { before } = recorded.details;
  expect([out, err]).toEqual([
    `Removed 7 events from before ${before}, and recorded that as audit.purged.\n`,
    "",
  ]);
  expect(recorded).toMatchObject({ actor_kind: "system", actor_id: null, role: null, customer_ids: [] });
  expect(recorded.details).toEqual({ olderThan: "400d", removed: 7, before });
  const age = (Date.now() - Date.parse(before)) / 86_400_000;
  expect(age).toBeGreaterThan(399.99);
  expect(age).toBeLessThan(400.01);
  expect(await counts()).toEqual([
    { event: "audit.purged", count: 1, notes: 0 },
    { event: "customer.viewed", count: 5, notes: 5 },
  ]);
  expect((await portal.owner.query("select from audit_notes")).rowCount).toBe(5);
});

it("records a purge that removed nothing", async () => {
  await addEvents(1, 29);
  expect(await purge(["--older-than=30d"])).toMatch(/^Removed 0 events/);
  expect(await purges()).toMatchObject([{ details: { olderThan: "30d", removed: 0 } }]);
});

it("removes any number of events, even with two purges at once and staff at work", async () => {
  await addEvents(25_000, 500);
  const staff = await portal.addStaff();
  let working = true;
  const work = (async () => {
    let done = 0;
    for (; working; done += 1) await recordEvent(staff, { event: "staff.signed-in" });
    return done;
  })();
  await Promise.all([purge(old), purge(old)]);
  working = false;
  const done = await work;
  const removed = (await purges()).map(({ details }) => details.removed);
  expect(removed.reduce((sum, part) => sum + part)).toBe(25_000);
  expect(Math.max(...removed)).toBe(10_000);
  expect(await counts()).toMatchObject([
    { event: "audit.purged" },
    { event: "staff.signed-in", count: done },
  ]);
});

it("waits for another purge to finish its batch", async () => {
  await addEvents(1, 500);
  await portal.owner.query("begin; select pg_advisory_xact_lock(hashtextextended('audit purge', 0))");
  const running = purge(old);
  const waits = `select from pg_locks join pg_database on oid = database
    where datname = current_database() and locktype = 'advisory' and not granted`;
  while (!(await portal.owner.query(waits)).rowCount);
  await portal.owner.query("commit");
  expect(await running).toMatch(/^Removed 1 /);
});

it("leaves an accurate record when it is interrupted", async () => {
  await addEvents(15_000, 500);
  // The second batch blocks on its last row and is killed there.
  await portal.owner.query("begin; select from audit_events order by at desc limit 1 for update");
  const admin = new Client({ connectionString: portal.database.adminUrl });
  await admin.connect();
  try {
    const child = start();
    const ended = new Promise((resolve) => child.once("exit", resolve));
    const waits =
      "select from pg_stat_activity where datname = current_database() and usename = 'larder_purge' and wait_event_type = 'Lock'";
    while (!(await admin.query(waits)).rowCount);
    child.kill("SIGKILL");
    await ended;
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'larder_purge'",
    );
  } finally {
    await portal.owner.query("rollback");
    await admin.end();
  }
  expect((await purges()).map(({ details }) => details.removed)).toEqual([10_000]);
  expect((await counts()).at(-1)).toMatchObject({ event: "customer.viewed", count: 5_000 });
  await purge(old);
  expect((await purges()).map(({ details }) => details.removed)).toEqual([10_000, 5_000]);
  // Starting two processes and deleting 15,000 rows takes seconds, or longer on a busy machine.
}, 90_000);

it.each([
  [[], "--older-than is missing"],
  [["--older-than"], "Usage:"],
  [["--older-than", "400"], "use days"],
  [["--older-than", "29d"], "from 30d to 36500d"],
  [["--older-than", "1e3d"], "use days"],
  [["--older-than", "-400d"], "Usage:"],
  [["--older-than", "13m"], "such as 400d"],
  [["--older-than", "99999d"], "from 30d"],
  [["--older", "400d"], "Usage:"],
  [["400d"], "Usage:"],
])("explains what is wrong with %j", async (args, words) => {
  await addEvents(1, 40_000);
  await expect(purge(args)).rejects.toThrow(words);
  expect(await counts()).toEqual([{ event: "customer.viewed", count: 1, notes: 1 }]);
});

it.each<[string, () => string | undefined, string]>([
  ["is missing", () => undefined, "DATABASE_PURGE_URL is not set"],
  ["is empty", () => "", "DATABASE_PURGE_URL is not set"],
  ["is not a URL", () => "postgres://[", "must look like"],
  ["is a name", () => "larder", "Cannot connect"],
  ["is the application's", () => portal.database.appUrl, "connects as larder_app; only"],
  ["is the owner's", () => portal.database.ownerUrl, "connects as larder_owner"],
  [
    "is unreachable",
    () => "postgres://larder_purge:x@127.0.0.1:9/larder",
    'Cannot connect to the database "larder"',
  ],
  ["has the wrong password", () => portal.database.purgeUrl.replace(/:[^:@]+@/, ":x@"), "password"],
])("reports it when the database URL %s", async (_, url, words) => {
  await addEvents(1, 500);
  await expect(runAuditPurge(old, url())).rejects.toThrow(words);
  expect(await purges()).toEqual([]);
});

it.each([
  [
    "revoke delete on audit_events from larder_purge",
    "grant delete on audit_events to larder_purge",
    "what to grant",
  ],
  [
    "revoke insert on audit_events from larder_purge",
    "grant insert on audit_events to larder_purge",
    "what to grant",
  ],
  [
    "alter table audit_events rename to elsewhere",
    "alter table elsewhere rename to audit_events",
    "migrated?",
  ],
])("after %j removes nothing, and says how to fix it", async (broken, mended, words) => {
  await addEvents(1, 500);
  await portal.owner.query(broken);
  await expect(purge(old)).rejects.toThrow(words);
  await portal.owner.query(mended);
  expect(await counts()).toEqual([{ event: "customer.viewed", count: 1, notes: 1 }]);
});
