// npm run demo: runs the whole product on this machine, connected to the sandbox.
import path from "node:path";
import { ensureBuild } from "@/launcher/build";
import { demoFreeUnits, demoPeople, deriveClaimCode } from "@/launcher/demo-data";
import { takeLock } from "@/launcher/demo-lock";
import { startDemoDatabase, startDemoServers } from "@/launcher/demo-servers";
import { migrate } from "@/launcher/migrate";
import { dataDirectory } from "@/launcher/paths";
import { endAll, endAllOnSignals, isEnding, readTail } from "@/launcher/processes";
import { keepReportKey } from "@/launcher/report-key";
import { seed } from "@/launcher/seed";
import { formatBold, formatSeconds, runStep } from "@/launcher/steps";

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
  const holder = takeLock(path.join(dataDirectory, "demo.pid"));
  if (holder)
    throw new Error(`The demo of this checkout is already running (process ${holder}). Stop it first.`);

  const port = readPort();
  const built = await runStep("Build", async () => {
    const built = await ensureBuild();
    if (!built) console.log("  unchanged since the last build");
    return built;
  });
  const database = await runStep("Database", startDemoDatabase);
  await runStep("Migrations", () => migrate(database.ownerUrl));
  await runStep("Demo data", () => seed(database.ownerUrl));

  const { portal, worker, sandbox, startReporting } = await startDemoServers(port, database.appUrl);

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

  // Last, because a year of readings takes a while and nobody has to wait for it.
  const devices = await startReporting(
    await keepReportKey(path.join(dataDirectory, "report-key"), database.ownerUrl),
  );

  for (const child of [portal.child, worker, devices, ...sandbox.children, ...database.children]) {
    void child.exited.then(() => {
      if (!child.stopping() && !isEnding())
        return fail(`${child.name} ended unexpectedly.\n${readTail(child)}`);
    });
  }
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
