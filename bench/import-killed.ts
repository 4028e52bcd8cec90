// npm run drill:import [-- 200000]: kills the import twenty times during so many lines, then the portal twenty times
// while the same lines are sent to its API. What was acknowledged must be there at once, and nothing twice at the end.
// Needs a build.
import { spawn } from "node:child_process";
import { createHash, randomBytes, randomInt } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { cleanEnvironment } from "@/launcher/environment";
import { migrate } from "@/launcher/migrate";
import { distDirectory } from "@/launcher/paths";
import { type Portal, startPortal } from "@/launcher/portal";
import { findFreePorts } from "@/launcher/ports";
import { startTemporaryPostgres } from "@/launcher/postgres";
import { endAll, endAllOnSignals } from "@/launcher/processes";

endAllOnSignals(1);
const lines = Number(process.argv[2] ?? 200_000);
const kills = 20;
const customers = Math.floor(lines / 4);
const devices = lines - customers;
const modelId = "DRILL-1";
const folder = mkdtempSync(path.join(tmpdir(), "larder-drill-"));

const customer = (n: number) => ({
  type: "customer",
  externalId: `C-${n}`,
  name: `Customer ${n}`,
  country: "DE",
});
const device = (n: number) => ({
  ...{ type: "device", modelId, serial: `SN-${n}`, owner: `C-${n % customers}`, name: "Kitchen" },
});
const items = [
  ...Array.from({ length: customers }, (_, n) => customer(n)),
  ...Array.from({ length: devices }, (_, n) => device(n)),
];

/** A fresh database, and what is in it. */
async function prepare() {
  const server = await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN);
  await migrate(server.ownerUrl);
  const admin = new Client({ connectionString: server.adminUrl.replace(/\/postgres$/, "/larder") });
  await admin.connect();
  await admin.query("insert into device_models (model_id, name) values ($1, 'Drill')", [modelId]);
  const read = async <Row>(text: string): Promise<Row> => (await admin.query(text)).rows[0];
  const count = async () => {
    const { n } = await read<{ n: number }>(
      "select (select count(*) from customers)::int + (select count(*) from devices)::int as n",
    );
    return n;
  };
  return { server, admin, read, count, stop: async () => [await admin.end(), await server.stop()] };
}
type Stage = Awaited<ReturnType<typeof prepare>>;

/** Each object is there once, was recorded once, and is told once. */
async function checkEnd({ read, count }: Stage): Promise<void> {
  const { recorded, told, distinct } = await read<{ recorded: number; told: number; distinct: number }>(`
    select
      (select sum((details->>'customers')::int + (details->>'devices')::int) from audit_events
        where event = 'import.written')::int as recorded,
      (select count(*) from changes where kind <> 'model')::int as told,
      (select count(distinct (model_id, serial_key)) from devices)::int as distinct`);
  const found = { objects: await count(), devices: distinct, recorded, told };
  const wanted = { objects: lines, devices, recorded: lines, told: lines };
  if (JSON.stringify(found) !== JSON.stringify(wanted))
    throw new Error(`Not as it should be: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
  console.log(`  at the end: ${JSON.stringify(found)}`);
}

function check(what: string, acknowledged: number, present: number): void {
  if (present < acknowledged)
    throw new Error(`${what}: ${acknowledged} were acknowledged, ${present} are there.`);
}

/** Runs the command until it ends or is killed after some time. @returns its exit status; null if it was killed */
async function runCommand({ server }: Stage, file: string, killAfter: number | null): Promise<number | null> {
  const child = spawn(process.execPath, [path.join(distDirectory, "import.js"), file], {
    env: { ...cleanEnvironment(), DATABASE_URL: server.appUrl, SETTINGS_FILE: "/dev/null" },
    stdio: "ignore",
  });
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const timer = killAfter === null ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfter);
  const status = await exited;
  clearTimeout(timer);
  return status;
}

async function killCommand(): Promise<void> {
  const stage = await prepare();
  const file = path.join(folder, "all.ndjson");
  writeFileSync(file, items.map((item) => `${JSON.stringify(item)}\n`).join(""));
  let killed = 0;
  for (let before = 0; killed < kills; ) {
    // Later runs first pass over what is there.
    const status = await runCommand(stage, file, 800 + (before / lines) * 8000 + randomInt(700));
    if (status !== null) break;
    killed += 1;
    const { line } = await stage.read<{ line: number }>("select max(line)::int as line from imports");
    const present = await stage.count();
    check(`After kill ${killed}`, line, present);
    before = present;
  }
  console.log(`The import: killed ${killed} times, ${await stage.count()} of ${lines} lines were in then`);
  const status = await runCommand(stage, file, null);
  if (status !== 0) throw new Error(`The last run ended with ${status}.`);
  await checkEnd(stage);
  await stage.stop();
}

async function addKey({ admin }: Stage): Promise<string> {
  const key = `lk_${randomBytes(20).toString("hex")}`;
  await admin.query(
    `insert into api_keys (name, key_hash, hint, scopes, expires_at)
     values ('Drill', $1, 'lk_', '{customers:write,devices:write}', now() + interval '1 day')`,
    [createHash("sha256").update(key).digest()],
  );
  return key;
}

async function killPortal(): Promise<void> {
  const stage = await prepare();
  const key = await addKey(stage);
  const { portal: port } = await findFreePorts("portal");
  const off = "http://127.0.0.1:9";
  const start = (): Promise<Portal> =>
    startPortal({
      ...{ port, databaseUrl: stage.server.appUrl, vendorCode: "DRILL", clientSecret: "secret" },
      sandbox: { eu: off, na: off, fe: off, app: off, issuer: off, smtp: "smtp://127.0.0.1:9" },
      secret: "a secret for drills, long enough to be taken",
      env: { PARTNER_NAME: "Hearthby" },
    });
  const size = 2000;
  let portal = await start();
  let [killed, acknowledged] = [0, 0];
  const batches = Math.ceil(lines / size);
  for (let batch = 0; batch < batches; ) {
    const sent = items.slice(batch * size, (batch + 1) * size);
    const timer =
      killed < kills
        ? setTimeout(() => process.kill(portal.child.pid, "SIGKILL"), randomInt(1500))
        : undefined;
    try {
      const response = await fetch(`http://127.0.0.1:${port}/api/v1/import`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/x-ndjson" },
        body: sent.map((item) => `${JSON.stringify(item)}\n`).join(""),
      });
      const answer = (await response.json()) as { refused: number };
      if (response.status !== 200 || answer.refused > 0)
        throw new TypeError(`answered ${response.status}: ${JSON.stringify(answer)}`);
      batch += 1;
      acknowledged += sent.length;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    clearTimeout(timer);
    if (!portal.child.exit() && timer) await Promise.race([portal.child.exited, sleep(50)]);
    if (!portal.child.exit()) continue;
    killed += 1;
    check(`After kill ${killed} of the portal`, acknowledged, await stage.count());
    portal = await start();
  }
  console.log(`The portal: killed ${killed} times`);
  await checkEnd(stage);
  await portal.stop();
  await stage.stop();
}

try {
  await killCommand();
  await killPortal();
  console.log("Nothing that was acknowledged was lost, and nothing is there twice.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
  await endAll();
}
