// npm run try:upgrade: upgrades from the last release to this checkout while people use it, as docs/upgrades.md says.
import { createHash } from "node:crypto";
import { mkdtempSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as pass } from "node:timers/promises";
import { Client } from "pg";
import { ensureBuild } from "../../launcher/build";
import { demoCatalogue, demoPartnerEnv, demoPeople } from "../../launcher/demo-data";
import { cleanEnvironment } from "../../launcher/environment";
import { buildRelease, findLastRelease } from "../../launcher/last-release";
import { distDirectory } from "../../launcher/paths";
import { buildPortalUrl, type PortalOptions, startPortal } from "../../launcher/portal";
import { findFreePorts } from "../../launcher/ports";
import { startTemporaryPostgres } from "../../launcher/postgres";
import { endAll, endAllOnSignals, startNode } from "../../launcher/processes";
import { startSandbox } from "../../launcher/sandbox";
import { runStep } from "../../launcher/steps";
import { startTraffic, type Written } from "./traffic";

endAllOnSignals(130);
/** How long each stage is under traffic, in ms. */
const stageMs = 5000;
const secret = "of the trial of an upgrade, never used elsewhere";
const logs = mkdtempSync(path.join(os.tmpdir(), "larder-upgrade-"));

const ok = await run()
  .catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    return false;
  })
  .finally(endAll);
process.exit(ok ? 0 : 1);

async function run(): Promise<boolean> {
  const release = findLastRelease();
  console.log(`From ${release.name}, ${release.commit.slice(0, 10)}, level ${release.level}`);
  const old = await runStep("Build of the last release", () => buildRelease(release));
  await runStep("Build of this checkout", ensureBuild);
  const database = await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN);
  const owner = new Client({ connectionString: database.ownerUrl });
  try {
    await runStep("Database of the last release", async () => {
      await migrate(path.join(old, "dist"), database.ownerUrl);
      const seed = 'import { seed } from "./launcher/seed.ts"; await seed(process.argv[1]);';
      const args = ["--import", "tsx", "--input-type=module", "--eval", seed, database.ownerUrl];
      await finish("The demo data", args, cleanEnvironment(), old);
    });
    await owner.connect();
    return await upgrade(path.join(old, "dist"), owner, database);
  } finally {
    await owner.end();
    await endAll();
    await database.stop();
  }
}

async function upgrade(
  oldDist: string,
  owner: Client,
  { ownerUrl, appUrl }: Record<"ownerUrl" | "appUrl", string>,
) {
  const ports = await findFreePorts("portal", "second", "eu", "na", "fe", "app", "issuer", "smtp", "mailbox");
  const publicUrl = buildPortalUrl(ports.portal);
  const sandbox = await startSandbox({
    ...{ ports, portalUrl: publicUrl, partnerName: "Hearthby", clientSecret: secret, people: demoPeople },
    ...{ catalogue: demoCatalogue, directory: path.join(logs, "sandbox"), logs },
  });
  const options: PortalOptions = {
    ...{ port: ports.portal, databaseUrl: appUrl, sandbox, vendorCode: demoCatalogue.vendorCode },
    ...{ clientSecret: secret, secret, logs, directory: oldDist },
    env: { ...demoPartnerEnv, NEXTAUTH_URL: publicUrl },
  };
  const oldPortal = await runStep("Portal of the last release", () => startPortal(options));
  const key = "lk_of-the-trial";
  await owner.query(
    "insert into api_keys (name, key_hash, hint, scopes, expires_at) values ('Trial', $1, 'lk_', '{customers:write}', now() + interval '1 day')",
    [createHash("sha256").update(key).digest()],
  );
  const { rows } = await owner.query("select id from devices where name = 'Morning coffee'");
  const traffic = await startTraffic({ publicUrl, deviceId: rows[0].id, key });
  await runStep("The last release under traffic", () => pass(stageMs));
  await runStep("Migration under traffic", () => migrate(distDirectory, ownerUrl));
  await runStep("The last release on the new schema", () => pass(stageMs));
  if (traffic.written.faults.length > 0) {
    await traffic.stop();
    return report(traffic.written, rows[0].id, owner);
  }
  const newPortal = await runStep("Portal of this checkout", () =>
    startPortal({ ...options, port: ports.second, directory: distDirectory }),
  );
  await traffic.route([oldPortal.url, newPortal.url]);
  await runStep("Both side by side", () => pass(stageMs));
  await traffic.route([newPortal.url]);
  await oldPortal.stop();
  await runStep("The new one alone", () => pass(stageMs));
  await traffic.stop();
  return report(traffic.written, rows[0].id, owner);
}

function migrate(dist: string, url: string): Promise<void> {
  return finish("The migration", [path.join(dist, "migrate.js")], {
    ...cleanEnvironment(),
    DATABASE_OWNER_URL: url,
  });
}

async function finish(name: string, args: string[], env: NodeJS.ProcessEnv, cwd?: string): Promise<void> {
  const child = await startNode(name, args, { env, cwd, logPath: path.join(logs, `${name}.log`) });
  const { code } = await child.exited;
  if (code !== 0) throw new Error(`${name} failed:\n${child.output()}`);
}

/** Compares what visitors were told with what the database has. @returns whether all is well */
async function report(written: Written, deviceId: string, owner: Client): Promise<boolean> {
  const { rows } = await owner.query(
    `select
    (select count(*)::int from sessions) as "signIns",
    (select count(*)::int from launches) as launches,
    (select count(*)::int from launches where returned_at is not null) as returns,
    (select count(*)::int from audit_events where event = 'customers.searched') as searches,
    (select count(*)::int from customers where external_id like 'upgrade-%') as customers,
    (select name from devices where id = $1) as name`,
    [deviceId],
  );
  const { faults, ...told } = written;
  console.log("\n              told     kept");
  const lost = Object.entries(told).filter(([what, count]) => {
    const kept = rows[0][what];
    console.log(`${what.padEnd(10)}${String(count).padStart(8)} ${String(kept).padStart(8)}`);
    return kept !== count || count === 0;
  });
  for (const fault of faults.slice(0, 20)) console.error(fault);
  console.log(`\n${faults.length} faults, ${lost.length} kinds of writes lost or missing. Logs: ${logs}`);
  return faults.length === 0 && lost.length === 0;
}
