// npm run bench:reports [-- --rounds 5]: messages a second that the built portal stores, beside bare inserts, in the
// same rounds; writes docs/reports.md.
// npm run bench:reports -- --fill 10000000: how much room so many readings and rows of their history take, and how long
// what reads and writes them takes then.
import { parseArgs } from "node:util";
import type { Client } from "pg";
import { connect } from "@/launcher/connect";
import { endAll, endAllOnSignals, isEnding } from "@/launcher/processes";
import { describeRun } from "./describe-run";
import { formatTable, writeSection } from "./document";
import { connections } from "./load";
import { buildPortal, type Measured, startDatabase, startMeasured } from "./portal";
import { findRatios, findSpread, formatSpread } from "./quantile";
import { insertBare, makeBodies, post, runAll } from "./reports-load";
import { rowsPerDevice, seedReadings, slotsPerDevice } from "./reports-seed";
import { benchStorage } from "./reports-storage";
import { readCpu } from "./system";

const { values } = parseArgs({
  options: { fill: { type: "string" }, rounds: { type: "string", default: "5" } },
});
const devices = Math.round(Number(values.fill ?? 400_000) / rowsPerDevice);
const rounds = Number(values.rounds);
if (!(devices >= 1000 && rounds >= 1)) throw new Error("Give --fill 16000 or more, and --rounds 1 or more.");

type Case = {
  title: string;
  messages: number;
  run: () => Promise<number>;
  /** The case that it is compared with. */
  against?: Case;
  taken: Taken[];
};
/** A second, and microseconds of processor time each. */
type Taken = { rate: number; portal: number; database: number };

async function benchThroughput(portal: Measured, clients: Client[]): Promise<void> {
  const insert = (title: string, amount: number, count: number): Case => ({
    ...{ title, messages: amount * count, taken: [] },
    run: () => insertBare(clients, amount, count),
  });
  const send = (title: string, amount: number, count: number, against: Case, uses?: number): Case => ({
    ...{ title, messages: amount * count, against, taken: [] },
    run: () => runAll(makeBodies(devices, amount, count, uses), (body) => post(portal.url, body)),
  });
  const [many, single] = [
    insert("bare rows, 1,000 an insert", 100, 1000),
    insert("bare rows, 1 an insert", 2000, 1),
  ];
  const cases = [
    many,
    send("levels, 1,000 a request", 24, 1000, many),
    send("levels, and every other about use", 24, 1000, many, 2),
    send("levels, 100 a request", 100, 100, many),
    single,
    send("levels, 1 a request", 2000, 1, single),
  ];
  console.log("Warming up …");
  const all = makeBodies(devices, Math.ceil((devices * slotsPerDevice) / 1000), 1000);
  await runAll(all, (body) => post(portal.url, body));
  for (const { run } of cases) await run();
  for (let round = 1; round <= rounds; round += 1) {
    console.log(`Round ${round} of ${rounds} …`);
    for (const one of cases) {
      const before = [readCpu(portal.pid), readCpu(portal.database.child.pid)];
      const seconds = await one.run();
      const [portalCpu = 0, databaseCpu = 0] = [readCpu(portal.pid), readCpu(portal.database.child.pid)].map(
        (cpu, index) => ((cpu - (before[index] ?? 0)) / one.messages) * 1000,
      );
      one.taken.push({ rate: one.messages / seconds, portal: portalCpu, database: databaseCpu });
    }
  }
  const list = (one: Case, what: keyof Taken) => one.taken.map((taken) => taken[what]);
  const format = (one: Case, what: keyof Taken) => formatSpread(findSpread(list(one, what)), 0);
  const rows = cases.map((one) => [
    one.title,
    format(one, "rate"),
    one.against ? formatSpread(findRatios(list(one, "rate"), list(one.against, "rate")), 3) : "",
    ...[format(one, "portal"), format(one, "database")],
  ]);
  const head = ["", "a second", "of the bare ones", "CPU of the portal, µs each", "of PostgreSQL, µs each"];
  const slots = (devices * slotsPerDevice).toLocaleString("en");
  const run = `one process of the portal; ${connections} connections; ${slots} slots with a full history; ${rounds} rounds`;
  const text = `${await describeRun(portal.database, run)}\n\n${formatTable(head, rows)}`;
  console.log(`\n${text}`);
  writeSection("throughput", text, "docs/reports.md");
}

async function bench(): Promise<void> {
  await buildPortal();
  const database = await startDatabase();
  const admin = await connect(database.adminUrl.replace(/\/postgres$/, "/larder"));
  const clients = await Promise.all(Array.from({ length: connections }, () => connect(database.ownerUrl)));
  try {
    console.log(`Filling in ${(devices * rowsPerDevice).toLocaleString("en")} rows …`);
    await seedReadings(admin, devices);
    const portal = await startMeasured({ name: "reports", database });
    await (values.fill ? benchStorage(portal, admin, devices) : benchThroughput(portal, clients));
  } finally {
    for (const client of [admin, ...clients]) await client.end();
  }
}

endAllOnSignals(130);
try {
  await bench();
} catch (error) {
  if (!isEnding()) console.error(error);
  process.exitCode = 1;
} finally {
  await endAll();
}
