// npm run bench:launch -- --beside /path/to/other/checkout [--rounds 7] [--seconds 4]
// Measures launches per second, against another checkout's portal with --beside. On noisy machines only the
// ratio within a round counts, so both take short turns (A B B A …), each with its own PostgreSQL and the
// same rows.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import autocannon from "autocannon";
import { connect } from "@/launcher/connect";
import { cleanEnvironment } from "@/launcher/environment";
import { logDirectory, root } from "@/launcher/paths";
import { buildPortalEnvironment, buildPortalUrl } from "@/launcher/portal";
import { findFreePorts } from "@/launcher/ports";
import { startTemporaryPostgres } from "@/launcher/postgres";
import { endAll, endAllOnSignals, isEnding, runTool, startNode, waitForAnswer } from "@/launcher/processes";

const text = { type: "string" } as const;
const { values: given } = parseArgs({ options: { beside: text, rounds: text, seconds: text } });
const [rounds, seconds] = [Number(given.rounds ?? 7), Number(given.seconds ?? 4)];
if (![rounds, seconds].every((count) => Number.isInteger(count) && count > 0))
  throw new Error("--rounds and --seconds are whole numbers above 0.");

const connections = 8;
/**
 * Short, because a busy machine's speed changes within a second: turns of 4 s triple the spread of the ratio.
 */
const turnSeconds = 0.25;
/** Until V8 has compiled the code of a launch, a portal keeps getting faster. */
const warmUpSeconds = 12;
const modelId = "BENCH-1";
/** Fixed tokens: one browser reuses one launch, so no table grows. */
const [session, browser] = ["s".repeat(43), "b".repeat(43)];
/** Never contacted. */
const off = "http://127.0.0.1:9";
const settings = {
  sandbox: { eu: off, na: off, fe: off, app: off, issuer: off, smtp: "smtp://127.0.0.1:9" },
  vendorCode: "BENCH",
  clientSecret: "secret",
  secret: "a secret for benchmarks, long enough to be taken",
  env: { PARTNER_NAME: "Hearthby" },
};

type Contender = { launchUrl: string; location: string };

/** Runs an npm script in a checkout, with that checkout's packages and files. */
async function runIn(directory: string, script: string, env?: Record<string, string>): Promise<void> {
  const args = ["--prefix", directory, "--silent", "run", script];
  const code = await runTool(args, { ...cleanEnvironment(), ...env }, "npm");
  if (code !== 0) throw new Error(`npm run ${script} failed in ${directory} (exit code ${code}).`);
}

/**
 * Inserts a signed-in customer with one device, in columns of every schema version. Returns the device's id.
 */
async function insertRows(ownerUrl: string): Promise<string> {
  const client = await connect(ownerUrl);
  try {
    await client.query("insert into device_models (model_id, name) values ($1, 'Inkwell 4')", [modelId]);
    const { rowCount } = await client.query(
      "select from information_schema.columns where table_name = 'slots' and column_name = 'instance'",
    );
    const [column, value] = rowCount ? ["instance, ", "'Ink ' || n, "] : ["", ""];
    await client.query(
      `insert into slots (model_id, position, ${column}name, supply, sensor)
       select $1, n, ${value}'Ink ' || n, 'ink-cartridge', 'level' from generate_series(0, 3) n`,
      [modelId],
    );
    const { rows } = await client.query(
      `with customer as (insert into customers (name, country) values ('Bea Bench', 'DE') returning id),
         signed_in as (insert into sessions (token_hash, customer_id, expires_at)
           select $2, id, now() + interval '1 day' from customer)
       insert into devices (customer_id, model_id, name, serial) select id, $1, 'Kitchen', 'B-1' from customer
       returning id`,
      [modelId, createHash("sha256").update(session).digest()],
    );
    return rows[0].id;
  } finally {
    await client.end();
  }
}

/** Chooses what starts a checkout's portal: its own entry, or Next's command in checkouts from before there was one. */
function chooseEntry(directory: string, port: number): string[] {
  const own = path.join(directory, "dist/server.js");
  if (existsSync(own)) return [own];
  return [
    path.join(directory, "node_modules/next/dist/bin/next"),
    "start",
    directory,
    "-H",
    "127.0.0.1",
    "-p",
    `${port}`,
  ];
}

/** Starts a checkout's database and portal, which run until `endAll`. */
async function startContender(name: string, directory: string): Promise<Contender> {
  await runIn(directory, "build");
  const { ownerUrl, appUrl: databaseUrl } = await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN);
  await runIn(directory, "db:migrate", { DATABASE_OWNER_URL: ownerUrl });
  const deviceId = await insertRows(ownerUrl);
  const { port } = await findFreePorts("port");
  const portal = await startNode(`The portal of ${directory}`, chooseEntry(directory, port), {
    env: buildPortalEnvironment({ ...settings, port, databaseUrl }),
    cwd: directory,
    logPath: path.join(logDirectory, `bench-launch-${name}.log`),
  });
  await waitForAnswer(portal, `http://127.0.0.1:${port}/api/health/ready`);
  const exitUri = encodeURIComponent(`${buildPortalUrl(port)}/return`);
  const query = `vendorCode=${settings.vendorCode}&modelId=${modelId}&exitUri=${exitUri}&settings=true`;
  return {
    launchUrl: `http://127.0.0.1:${port}/devices/${deviceId}/go/supplies`,
    location: `${off}/drs/partner/page/sensor_tracking_selection?${query}`,
  };
}

/** Opens launches for `duration` seconds. Returns launches per second; throws if one misses its Dash page. */
async function measure({ launchUrl, location }: Contender, duration: number): Promise<number> {
  let [right, wrong] = [0, ""];
  const onResponse = (status: number, body: string, _: object, headers: Record<string, unknown> = {}) => {
    if (status === 303 && headers.location === location) right += 1;
    else wrong ||= `${status}, location ${headers.location}\n${body.slice(0, 500)}`;
  };
  const headers = { cookie: `larder.session=${session}; larder.browser=${browser}` };
  const requests = [{ method: "GET" as const, headers, onResponse }];
  // autocannon stops only at a sample: with the default of one per second, no turn could be shorter.
  const load = { url: launchUrl, connections, duration, requests, sampleInt: 50 };
  const { errors, start, finish } = await autocannon(load);
  if (wrong) throw new Error(`${launchUrl} must answer 303, location ${location}; it answered ${wrong}`);
  if (errors > 0) throw new Error(`${launchUrl}: ${right} answers, ${errors} errors.`);
  return right / ((finish.getTime() - start.getTime()) / 1000);
}

/** Measures each for `duration` seconds in short turns, alternating who goes first. Returns each rate. */
async function measureByTurns(contenders: Contender[], duration: number): Promise<number[]> {
  const rates = contenders.map(() => 0);
  const turns = duration / turnSeconds;
  const order = [...contenders.entries()];
  for (let turn = 0; turn < turns; turn += 1)
    for (const [index, contender] of turn % 2 === 0 ? order : order.toReversed())
      rates[index] = (rates[index] as number) + (await measure(contender, turnSeconds)) / turns;
  // A single turn without an answer is normal on an overloaded machine.
  const silent = contenders[rates.indexOf(0)];
  if (silent) throw new Error(`${silent.launchUrl} gave no answer within ${duration} s.`);
  return rates;
}

/** Finds the median, or the lower of the two middle values. */
const findMedian = (numbers: number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)] as number;

function printRow(title: string, rates: number[], ratio?: number): void {
  const cells = [...rates.map((rate) => rate.toFixed(0)), ratio?.toFixed(3) ?? ""];
  console.log(title.padEnd(6) + cells.map((cell) => cell.padStart(12)).join(""));
}

async function bench(): Promise<void> {
  const contenders = [await startContender("this", root)];
  if (given.beside) contenders.push(await startContender("other", path.resolve(given.beside)));
  // Also in turns: warmed up one after the other, the first would start its first round colder.
  await measureByTurns(contenders, warmUpSeconds);

  console.log(`\nLaunches per second, ${connections} connections, rounds of ${seconds} s in short turns`);
  console.log(`\nround         this${given.beside ? "       other  this/other" : ""}`);
  const taken: number[][] = contenders.map(() => []);
  const ratios: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const rates = await measureByTurns(contenders, seconds);
    for (const [index, rate] of rates.entries()) taken[index]?.push(rate);
    const [own, other] = rates as [number, number?];
    if (other) ratios.push(own / other);
    printRow(`${round}`, rates, ratios.at(-1));
  }
  printRow("median", taken.map(findMedian), given.beside ? findMedian(ratios) : undefined);
  const [least, most] = [Math.min(...ratios).toFixed(3), Math.max(...ratios).toFixed(3)];
  if (given.beside) console.log(`\nthis/other from ${least} to ${most}`);
}

endAllOnSignals(130);
try {
  await bench();
} catch (error) {
  // After Ctrl-C the portals stop first, which makes the load generator fail.
  if (!isEnding()) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  // Stops portals, databases and npm scripts. The databases' directories are deleted on exit.
  await endAll();
}
