// npm run demo: runs the whole product on this machine, connected to the sandbox.
import path from "node:path";
import { ensureBuild } from "@/launcher/build";
import {
  demoCatalogue,
  demoFreeUnits,
  demoPartnerEnv,
  demoPeople,
  deriveClaimCode,
} from "@/launcher/demo-data";
import { takeLock } from "@/launcher/demo-lock";
import { migrate } from "@/launcher/migrate";
import { dataDirectory } from "@/launcher/paths";
import { buildPortalUrl, type PortalOptions, startPortal } from "@/launcher/portal";
import { choosePorts } from "@/launcher/ports";
import { startPostgres } from "@/launcher/postgres";
import { ChildExited, endAll, endAllOnSignals, isEnding, readTail } from "@/launcher/processes";
import { startSandbox } from "@/launcher/sandbox";
import { keepSecret } from "@/launcher/secrets";
import { seed } from "@/launcher/seed";
import { formatBold, formatSeconds, runStep } from "@/launcher/steps";
import { startWorker } from "@/launcher/worker";

const buildDataPath = (name: string) => path.join(dataDirectory, name);
const started = performance.now();
endAllOnSignals(0, () => console.log("\nStopping …"));

try {
  await run();
} catch (error) {
  if (!isEnding()) await fail(error instanceof Error ? error.message : String(error));
}

async function fail(message: string): Promise<never> {
  console.error(`\n${message}`);
  await endAll();
  process.exit(1);
}

async function run(): Promise<void> {
  const holder = takeLock(buildDataPath("demo.pid"));
  if (holder)
    throw new Error(`The demo of this checkout is already running (process ${holder}). Stop it first.`);

  const port = readPort();
  const built = await runStep("Build", async () => {
    const built = await ensureBuild();
    if (!built) console.log("  unchanged since the last build");
    return built;
  });
  const database = await runStep("Database", startDatabase);
  await runStep("Migrations", () => migrate(database.ownerUrl));
  await runStep("Demo data", () => seed(database.ownerUrl));

  const { portal, worker, sandbox } = await startServers(port, database.appUrl);

  console.log(`\nReady in ${formatSeconds(started)}${built ? ", with the build" : ""}.\n`);
  console.log(`${formatBold("Portal")}                     ${formatBold(portal.url)}`);
  console.log(`What the sandbox received  ${sandbox.eu}/requests`);
  console.log(`Sandbox behaviour          ${sandbox.eu}/control`);
  console.log(`All mail                   ${sandbox.mailbox}`);
  for (const { modelId, serial } of demoFreeUnits)
    console.log(
      `A device to add            ${modelId}, serial ${serial}, claim code ${deriveClaimCode(serial)}`,
    );
  console.log(`\n${formatBold("Who can sign in")} (choose a name on the sign-in page, no password)`);
  const width = Math.max(...demoPeople.map(({ name }) => countColumns(name)));
  for (const { name, about } of demoPeople) {
    console.log(`  ${name}${" ".repeat(width - countColumns(name))}  ${about}`);
  }
  console.log("Or with any e-mail address: the code arrives in the mailbox above.");
  console.log("\nPress Ctrl-C to stop everything; data stays in .data/");

  for (const child of [portal.child, worker, ...sandbox.children, ...database.children]) {
    void child.exited.then(() => {
      if (!child.stopping() && !isEnding())
        return fail(`${child.name} ended unexpectedly.\n${readTail(child)}`);
    });
  }
}

async function startServers(port: number, databaseUrl: string, attempts = 3) {
  const ports = await choosePorts({
    portal: port,
    eu: 4101,
    na: 4102,
    fe: 4103,
    app: 4104,
    issuer: 4110,
    smtp: 4120,
    mailbox: 4121,
  });
  const clientSecret = keepSecret(buildDataPath("client-secret"));
  try {
    const sandbox = await runStep("Sandbox: Amazon’s pages, an identity provider, mailboxes", () =>
      startSandbox({
        ports,
        portalUrl: buildPortalUrl(ports.portal),
        partnerName: demoPartnerEnv.PARTNER_NAME ?? "Hearthby",
        clientSecret,
        people: demoPeople,
        catalogue: demoCatalogue,
        directory: buildDataPath("sandbox"),
      }),
    );
    const options: PortalOptions = {
      port: ports.portal,
      databaseUrl,
      sandbox,
      vendorCode: demoCatalogue.vendorCode,
      clientSecret,
      secret: keepSecret(buildDataPath("secret")),
      env: { ...demoPartnerEnv, SIGN_IN: "oidc,email" },
    };
    const portal = await runStep("Portal", () =>
      startPortal(options).catch((error) => sandbox.stop().then(() => Promise.reject(error))),
    );
    const worker = await runStep("Worker", () => startWorker(options));
    return { portal, worker, sandbox };
  } catch (error) {
    // Another program, such as a second checkout's demo, took a port after the check.
    if (!(error instanceof ChildExited && error.message.includes("EADDRINUSE")) || attempts <= 1) throw error;
    console.log("  another program took a port; trying again");
    return startServers(port, databaseUrl, attempts - 1);
  }
}

/** Uses DATABASE_URL if set; otherwise starts PostgreSQL in .data/. */
async function startDatabase() {
  const { DATABASE_URL: appUrl, DATABASE_OWNER_URL: ownerUrl } = process.env;
  if (appUrl) {
    console.log("  using DATABASE_URL");
    return { appUrl, ownerUrl: ownerUrl ?? appUrl, children: [] };
  }
  const server = await startPostgres({ directory: buildDataPath("postgres") });
  if (server.stagedIn)
    console.log(`  in ${server.stagedIn}, because PostgreSQL cannot run as root in this checkout`);
  return { ...server, children: [server.child] };
}

function readPort(): number {
  const port = Number(process.env.PORT || 3000);
  if (!Number.isInteger(port) || port < 1024 || port > 65_000) {
    throw new Error(`PORT is ${process.env.PORT}; it must be a number from 1024 to 65000.`);
  }
  return port;
}

/** Counts terminal columns: a Han or kana character takes two. */
function countColumns(text: string): number {
  return text.length + (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu)?.length ?? 0);
}
