// npm run bench:search [-- 50000]: times the support desk's search with the queries of search-queries.ts,
// with that many customers. The time covers all round trips of a search, as the portal waits for them; on a
// busy machine, look at the database's processor time instead.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { Client } from "pg";
import { migrate } from "@/launcher/migrate";
import { startTemporaryPostgres } from "@/launcher/postgres";
import { closeDatabase, pool } from "@/lib/db";
import { runSearch } from "@/lib/search/run-search";
import { setSettings } from "@/tests/stage";
import { findQuantile } from "./quantile";
import { benchQueries } from "./search-queries";
import { seedSearch } from "./search-seed";

const rounds = 5;
/** Enough for the search's tables; PostgreSQL's default is for very small machines. */
const memory = { shared_buffers: "1GB" };
const sizes = process.argv.slice(2).map(Number);
if (sizes.some((size) => !Number.isInteger(size) || size < 100))
  throw new Error("Give numbers of customers, 100 or more.");

/** One query: median times over the rounds in milliseconds, and its result. */
type Taken = { kind: string; query: string; ms: number; processor: number; answer: string };

/** Reads a process's processor time in milliseconds. Linux only; 0 elsewhere. */
const readProcessorTime = (pid: number) =>
  process.platform === "linux"
    ? Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6
    : 0;

async function runQueries(): Promise<Taken[]> {
  const all = Object.entries(benchQueries).flatMap(([kind, queries]) =>
    queries.map((query) => ({ kind, query, times: [] as number[], processor: [] as number[], answer: "" })),
  );
  // Queries run one at a time, so the pool has one connection.
  const { rows } = await pool().$client.query("select pg_backend_pid() as pid");
  // The first round warms up connection, plans and caches, and is not counted.
  for (let round = 0; round <= rounds; round += 1)
    for (const one of all) {
      const [started, before] = [performance.now(), readProcessorTime(rows[0].pid)];
      const found = await runSearch({ search: one.query });
      if (round > 0) {
        one.times.push(performance.now() - started);
        one.processor.push(readProcessorTime(rows[0].pid) - before);
      }
      one.answer = found.ok
        ? `${found.value.customers.length}${found.value.next ? "+" : ""}`
        : found.problems[0].code;
    }
  return all.map(({ times, ...one }) => ({
    ...one,
    ms: findQuantile(times, 0.5),
    processor: findQuantile(one.processor, 0.5),
  }));
}

const formatFigures = (what: string, numbers: number[]) =>
  what.padEnd(34) + [0.5, 0.95, 1].map((part) => findQuantile(numbers, part).toFixed(1).padStart(9)).join("");

function print(taken: Taken[]): void {
  const times = (some: Taken[]) => some.map(({ ms }) => ms);
  console.log(`\n${"milliseconds".padEnd(34)}      p50      p95      max`);
  console.log(formatFigures(`all ${taken.length} queries`, times(taken)));
  if (process.platform === "linux")
    console.log(
      formatFigures(
        "database processor time",
        taken.map(({ processor }) => processor),
      ),
    );
  for (const [kind, queries] of Object.entries(benchQueries))
    console.log(
      formatFigures(`  ${kind} (${queries.length})`, times(taken.filter((one) => one.kind === kind))),
    );
  const slowest = taken.toSorted((a, b) => b.ms - a.ms).slice(0, 8);
  console.log(
    `slowest: ${slowest.map(({ query, ms, answer }) => `${query} ${ms.toFixed(1)} (${answer})`).join(", ")}`,
  );
}

/** Times an import of customers with three devices each, in two statements, and rolls it back. */
async function timeImport(admin: Client, customers: number, isTracked: boolean): Promise<number> {
  await admin.query("begin");
  if (!isTracked)
    await admin.query("alter table customers disable trigger user; alter table devices disable trigger user");
  const started = performance.now();
  await admin.query(
    `insert into customers (external_id, name, email)
     select 'NEW-' || n, 'New Customer ' || n, 'new.customer' || n || '@example.com' from generate_series(1, $1::int) n`,
    [customers],
  );
  await admin.query(
    `insert into devices (customer_id, model_id, name, serial)
     select id, 'BENCH-A', 'Device', external_id || '-' || n from customers, generate_series(1, 3) n
     where external_id like 'NEW-%'`,
  );
  const seconds = (performance.now() - started) / 1000;
  await admin.query("rollback");
  await admin.query("vacuum (analyze) customer_search");
  return seconds;
}

async function bench(customers: number): Promise<void> {
  const server = await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN, memory);
  const admin = new Client({ connectionString: server.adminUrl.replace(/\/postgres$/, "/larder") });
  try {
    await migrate(server.ownerUrl);
    await admin.connect();
    const started = performance.now();
    await seedSearch(admin, customers);
    const { rows } = await admin.query(
      `select current_setting('server_version') as version, pg_size_pretty(pg_table_size('customer_search')) as rows,
         pg_size_pretty(pg_relation_size('customer_search_text')) as trigrams`,
    );
    const { version, rows: table, trigrams } = rows[0];
    console.log(
      `\n${customers.toLocaleString("en")} customers, ${(customers * 3).toLocaleString("en")} devices; PostgreSQL ${version} with 1 GB, ` +
        `made in ${((performance.now() - started) / 1000).toFixed(0)} s; rows ${table}, index of trigrams ${trigrams}`,
    );
    setSettings({ DATABASE_URL: server.appUrl });
    print(await runQueries());
    const imported = Math.min(customers, 10_000);
    const [tracked, plain] = [
      await timeImport(admin, imported, true),
      await timeImport(admin, imported, false),
    ];
    console.log(
      `import of ${imported.toLocaleString("en")} more with 3 devices each: ${tracked.toFixed(1)} s, ` +
        `${plain.toFixed(1)} s without the triggers of the search`,
    );
  } finally {
    await closeDatabase();
    await admin.end();
    await server.stop();
  }
}

// One process per size, since a process connects to one database.
if (sizes.length === 1) await bench(sizes[0] as number);
else
  for (const size of sizes.length > 0 ? sizes : [10_000, 1_000_000]) {
    const { status } = spawnSync(
      process.execPath,
      [...process.execArgv, process.argv[1] as string, `${size}`],
      {
        stdio: "inherit",
        env: { ...process.env, LARDER_PARENT_PID: String(process.pid) },
      },
    );
    if (status !== 0) process.exit(status ?? 1);
  }
