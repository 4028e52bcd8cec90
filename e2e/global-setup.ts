// Starts the whole product once per worker, each time on free ports and with a temporary database. Tests reset
// what they share, so workers share nothing.
import { existsSync } from "node:fs";
import path from "node:path";
import type { FullConfig } from "playwright/test";
import { demoCatalogue, demoPartnerEnv, demoPeople } from "../launcher/demo-data";
import { migrate } from "../launcher/migrate";
import { distDirectory, root } from "../launcher/paths";
import { buildPortalUrl, type PortalOptions, startPortal } from "../launcher/portal";
import { findFreePorts } from "../launcher/ports";
import { startTemporaryPostgres } from "../launcher/postgres";
import { endAll } from "../launcher/processes";
import { startSandbox } from "../launcher/sandbox";
import { seed } from "../launcher/seed";
import { startWorker } from "../launcher/worker";
import { startPgBouncer } from "../tests/pgbouncer";
import { listViolations } from "./support/sandbox";

const results = path.join(root, "test-results");
const secret = "for the end-to-end tests, never used elsewhere";

type Stage = { env: Record<string, string>; stop(): Promise<void> };

export default async function setUp({ workers }: FullConfig): Promise<() => Promise<void>> {
  if (!existsSync(path.join(distDirectory, "manifest.json")))
    throw new Error("No build found: run npm test -- e2e.");
  if (!process.env.E2E_BROWSER)
    throw new Error("No Chromium or Chrome found: run npm test -- e2e, or set CHROMIUM_PATH.");

  const started = await Promise.allSettled(Array.from({ length: workers }, (_, index) => startStage(index)));
  const stages = started.flatMap((each) => (each.status === "fulfilled" ? each.value : []));
  const stopAll = async () => {
    await endAll();
    for (const stage of stages) await stage.stop();
  };
  const failed = started.find((each) => each.status === "rejected");
  if (failed) {
    await stopAll();
    throw failed.reason;
  }
  process.env.E2E_STAGES = JSON.stringify(stages.map(({ env }) => env));
  return async () => {
    const left = [];
    for (const { env } of stages) left.push(...(await listViolations(env.E2E_SANDBOX_EU)));
    await stopAll();
    if (left.length > 0) throw new Error(`Links that break the contract:\n${JSON.stringify(left, null, 2)}`);
  };
}

/** Starts PgBouncer before the database if TEST_POOLER names its mode, session or transaction. */
async function startPooler(databaseUrl: string) {
  const mode = process.env.TEST_POOLER;
  if (!mode) return { url: databaseUrl };
  if (mode !== "session" && mode !== "transaction")
    throw new Error(`TEST_POOLER must be session or transaction, not ${mode}.`);
  // A stage runs several portals at times, with ten connections each.
  const { url } = await startPgBouncer(databaseUrl, mode, 80);
  return { url, env: { DATABASE_POOLER: mode } };
}

/** Starts a database, the sandbox, the portal and its worker. */
async function startStage(index: number): Promise<Stage> {
  const logs = path.join(results, `logs/${index}`);
  const database = await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN);
  try {
    await migrate(database.ownerUrl);
    await seed(database.ownerUrl);
    const ports = await findFreePorts("portal", "eu", "na", "fe", "app", "issuer", "smtp", "mailbox", "tls");
    const sandbox = await startSandbox({
      ports,
      portalUrl: buildPortalUrl(ports.portal),
      partnerName: demoPartnerEnv.PARTNER_NAME ?? "Hearthby",
      clientSecret: secret,
      people: demoPeople,
      catalogue: demoCatalogue,
      directory: path.join(results, `sandbox/${index}`),
      logs,
    });
    const pooler = await startPooler(database.appUrl);
    const options: PortalOptions = {
      port: ports.portal,
      databaseUrl: pooler.url,
      sandbox,
      vendorCode: demoCatalogue.vendorCode,
      clientSecret: secret,
      secret,
      env: { ...demoPartnerEnv, ...pooler.env },
      logs,
    };
    const portal = await startPortal(options);
    await startWorker(options);

    const { children: _, stop: __, ...addresses } = sandbox;
    const env = {
      E2E_PORTAL_URL: portal.url,
      E2E_DATABASE_OWNER_URL: database.ownerUrl,
      E2E_SANDBOX_EU: sandbox.eu,
      E2E_SANDBOX_NA: sandbox.na,
      E2E_SANDBOX_FE: sandbox.fe,
      E2E_SANDBOX_APP: sandbox.app,
      E2E_SANDBOX_TLS_PORT: String(sandbox.tls),
      E2E_ISSUER: sandbox.issuer,
      E2E_MAILBOX: sandbox.mailbox,
      // Lets tests start more portals with the same client, database and sandbox.
      E2E_PORTAL_OPTIONS: JSON.stringify({ ...options, sandbox: addresses }),
    };
    return { env, stop: () => database.stop() };
  } catch (error) {
    await database.stop();
    throw error;
  }
}
