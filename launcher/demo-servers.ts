// Starts the demo's database, sandbox, portal and worker; their data is in .data/.
import path from "node:path";
import { demoCatalogue, demoPartnerEnv, demoPeople } from "./demo-data";
import { type DevicesOptions, startDevices } from "./devices";
import { dataDirectory } from "./paths";
import { buildPortalUrl, type PortalOptions, startPortal } from "./portal";
import { choosePorts } from "./ports";
import { startPostgres } from "./postgres";
import { ChildExited } from "./processes";
import { startSandbox } from "./sandbox";
import { keepSecret } from "./secrets";
import { runStep } from "./steps";
import { startWorker } from "./worker";

const buildDataPath = (name: string) => path.join(dataDirectory, name);

/** Uses DATABASE_URL if set; otherwise starts PostgreSQL in .data/. */
export async function startDemoDatabase() {
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

/**
 * Starts sandbox, portal and worker. Retries if another program takes one of their ports first.
 * @returns these, and a function that starts the devices
 */
export async function startDemoServers(port: number, databaseUrl: string, attempts = 3) {
  const ports = await choosePorts({
    portal: port,
    eu: 4101,
    na: 4102,
    fe: 4103,
    app: 4104,
    issuer: 4110,
    smtp: 4120,
    mailbox: 4121,
    devices: 4130,
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
        devices: `http://127.0.0.1:${ports.devices}`,
      }),
    );
    const options: PortalOptions = {
      port: ports.portal,
      databaseUrl,
      sandbox,
      vendorCode: demoCatalogue.vendorCode,
      clientSecret,
      secret: keepSecret(buildDataPath("secret")),
      env: { ...demoPartnerEnv, SIGN_IN: "oidc,email", RETENTION_READING_DAYS: "400" },
    };
    const portal = await runStep("Portal", () =>
      startPortal(options).catch((error) => sandbox.stop().then(() => Promise.reject(error))),
    );
    const worker = await runStep("Worker", () => startWorker(options));
    const startReporting = (key: DevicesOptions["key"]) =>
      startDevices({
        ...{ port: ports.devices, portalUrl: portal.url, key },
        directory: buildDataPath("sandbox"),
      });
    return { portal, worker, sandbox, startReporting };
  } catch (error) {
    // Another program, such as a second checkout's demo, took a port after the check.
    if (!(error instanceof ChildExited && error.message.includes("EADDRINUSE")) || attempts <= 1) throw error;
    console.log("  another program took a port; trying again");
    return startDemoServers(port, databaseUrl, attempts - 1);
  }
}
