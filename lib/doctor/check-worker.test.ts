// Looks for a worker through a pooler, which shows whoever used a connection last.
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cleanEnvironment } from "@/launcher/environment";
import { startWorkerWith } from "@/launcher/worker";
import { createHandle, type Tx } from "@/lib/db";
import { createTestDatabase, type TestDatabase } from "@/tests/database";
import { type Bouncer, startPgBouncer } from "@/tests/pgbouncer";
import { setSettings, testSettings } from "@/tests/stage";
import { checkWorker } from "./check-worker";

const logs = mkdtempSync(path.join(os.tmpdir(), "larder-worker-"));
let database: TestDatabase;
let bouncer: Bouncer;
let client: Client;
let tx: Tx;
beforeAll(async () => {
  database = await createTestDatabase();
  bouncer = await startPgBouncer(database.appUrl, "transaction", 1);
  setSettings({ DATABASE_URL: bouncer.url, DATABASE_POOLER: "transaction" });
  client = new Client({ connectionString: bouncer.url, application_name: "larder-portal" });
  await client.connect();
  tx = createHandle(client);
});
afterAll(async () => {
  await client.end();
  await bouncer.stop();
  await database.drop();
  rmSync(logs, { recursive: true });
});

const check = async () => (await checkWorker(["import"], "transaction", tx))[0];

it("sees a worker by its work, and its absence", async () => {
  expect(await check()).toMatchObject({ state: "fault", text: "No worker has ever worked on the database." });

  const settings = { ...testSettings, DATABASE_URL: bouncer.url, DATABASE_POOLER: "transaction" };
  const env = { ...cleanEnvironment(), ...settings };
  const worker = await startWorkerWith(env, path.join(logs, "worker.log"), process.env.TEST_PROGRAMS);
  await expect.poll(check).toMatchObject({ state: "fine", text: "A worker is at work." });
  await worker.stop();

  await client.query("update pgboss.version set maintained_on = now() - interval '2 minutes'");
  expect(await check()).toMatchObject({
    state: "fault",
    text: expect.stringMatching(/^The worker has been silent for 1\d\d s\.$/),
  });
});
