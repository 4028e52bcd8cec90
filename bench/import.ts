// npm run bench:import [-- 1000000]: imports that many devices of a third as many customers, with the built command
// into a fresh local PostgreSQL; once a customer's devices stand together in the file, once in no order. Beside it,
// COPY of the same rows into a table without indexes, which is the limit.
import { spawn } from "node:child_process";
import { chmodSync, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Client } from "pg";
import { bundlePrograms } from "@/launcher/bundle";
import { migrate } from "@/launcher/migrate";
import { type Postgres, startTemporaryPostgres } from "@/launcher/postgres";

const devices = Number(process.argv[2] ?? 1_000_000);
if (!Number.isInteger(devices) || devices < 300) throw new Error("Give a number of devices, 300 or more.");
const customers = Math.floor(devices / 3);
const modelId = "BENCH-1";
/** As bench:search: PostgreSQL's default is for very small machines. */
const memory = { shared_buffers: "1GB", max_wal_size: "4GB" };

const folder = mkdtempSync(path.join(tmpdir(), "larder-bench-"));
// PostgreSQL, which is another user, reads the files for COPY.
chmodSync(folder, 0o755);
const files = { customers: "customers.csv", grouped: "devices.csv", mixed: "devices-mixed.csv" };
const locate = (file: string) => path.join(folder, file);

/** Spreads numbers evenly, the same on every run. */
const spread = (number: number) => (Math.imul(number, 2_654_435_761) >>> 0).toString(36).padStart(7, "0");

const words = "Kitchen Hall Study Office Attic Garden Bath Cellar".split(" ");
const names = "Carter Weber Moreau Rossi Nakamura Hughes Nair Hollis Okafor Lindqvist Alvarez Novak".split(
  " ",
);
const given = "Emily Jonas Camille Luca Hana Oliver Priya Margaret Sam Ada Sofia Thabo".split(" ");
const pick = (list: string[], number: number) => list[Number.parseInt(spread(number), 36) % list.length];

function* writeCustomers() {
  yield "Customer number,Name,E-mail,Country,Language\n";
  for (let n = 0; n < customers; n += 1)
    yield `C-${10_000_000 + n},${pick(given, n)} ${pick(names, n + 7)},${spread(n)}.${n}@example.com,DE,de\n`;
}

/** @param owner place of the owner of the nth device */
function* writeDevices(owner: (n: number) => number) {
  yield "Model,Serial number,Owner,Name,Purchase date\n";
  for (let n = 0; n < devices; n += 1)
    yield `${modelId},SN-${spread(n).toUpperCase()}-${n},C-${10_000_000 + owner(n)},${pick(words, n)},2026-01-${String((n % 28) + 1).padStart(2, "0")}\n`;
}

const write = (file: string, lines: Iterable<string>) =>
  pipeline(Readable.from(join(lines)), createWriteStream(locate(file)));

/** Joins lines to pieces: a write a line would take longest. */
function* join(lines: Iterable<string>) {
  let piece = "";
  for (const line of lines) {
    piece += line;
    if (piece.length < 100_000) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

type Taken = { seconds: number; megabytes: number };

/** Runs the command on a file. */
async function runImport(server: Postgres, file: string): Promise<Taken> {
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    NODE_ENV: "production",
    DATABASE_URL: server.appUrl,
    SETTINGS_FILE: "/dev/null",
  };
  const report = `process.on("exit", () => process.stderr.write("peak " + process.resourceUsage().maxRSS + "\\n"));`;
  const args = [
    "--import",
    `data:text/javascript,${encodeURIComponent(report)}`,
    locate("dist/import.js"),
    locate(file),
  ];
  const started = performance.now();
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let [out, errors] = ["", ""];
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const status = await new Promise((resolve) => child.once("close", resolve));
  if (status !== 0) throw new Error(`The import failed (${status}):\n${out}${errors}`);
  const megabytes = Number(errors.match(/peak (\d+)/)?.[1]) / 1024;
  return { seconds: (performance.now() - started) / 1000, megabytes };
}

async function copy(admin: Client, file: string): Promise<number> {
  await admin.query("create table bare (model_id text, serial text, owner text, name text, bought date)");
  const started = performance.now();
  await admin.query(`copy bare from '${locate(file)}' csv header`);
  const seconds = (performance.now() - started) / 1000;
  await admin.query("drop table bare");
  return seconds;
}

const format = (count: number) => Math.round(count).toLocaleString("en");
const print = (what: string, count: number, { seconds, megabytes }: Taken) =>
  console.log(
    `${what.padEnd(44)}${format(count).padStart(10)}${seconds.toFixed(1).padStart(8)} s${format(count / seconds).padStart(9)} a second${megabytes ? `${format(megabytes).padStart(6)} MB` : ""}`,
  );

/** Imports customers and devices into an empty database, then the same again. */
async function bench(what: string, file: string): Promise<void> {
  const server = await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN, memory);
  const admin = new Client({ connectionString: server.adminUrl.replace(/\/postgres$/, "/larder") });
  try {
    await migrate(server.ownerUrl);
    await admin.connect();
    await admin.query("insert into device_models (model_id, name) values ($1, 'Bench')", [modelId]);
    const taken = [await runImport(server, files.customers), await runImport(server, file)] as const;
    console.log(`\n${what}`);
    print("customers", customers, taken[0]);
    print("devices", devices, taken[1]);
    const whole = taken[0].seconds + taken[1].seconds;
    print("devices, with the time of their customers", devices, { seconds: whole, megabytes: 0 });
    print("the same devices again", devices, await runImport(server, file));
    print("COPY into a table without indexes", devices, { seconds: await copy(admin, file), megabytes: 0 });
    const { rows } = await admin.query("select count(*)::int as count from devices where removed_at is null");
    if (rows[0].count !== devices) throw new Error(`${rows[0].count} devices are there, not ${devices}.`);
  } finally {
    await admin.end();
    await server.stop();
  }
}

try {
  await bundlePrograms(locate("dist"));
  await write(files.customers, writeCustomers());
  await write(
    files.grouped,
    writeDevices((n) => Math.min(Math.floor(n / 3), customers - 1)),
  );
  await write(
    files.mixed,
    writeDevices((n) => Math.abs(Math.imul(n, 2_654_435_761)) % customers),
  );
  console.log(
    `PostgreSQL with ${memory.shared_buffers} of buffers, ${memory.max_wal_size} of WAL; ${availableParallelism()} cores`,
  );
  await bench("A customer's devices stand together:", files.grouped);
  await bench("Devices in no order:", files.mixed);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
