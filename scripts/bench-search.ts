// npm run bench:search: how long the support desk's search takes, over the 200 questions of bench-search-queries.ts.
// `npm run bench:search -- 50000` tries another number of customers. The time is the one that the portal waits: from
// the search's first statement to its last answer, all round trips to the database and back included.
import { Client } from "pg";
import { closeDatabase } from "@/lib/db";
import { runSearch } from "@/lib/support/run-search";
import { benchQueries } from "./bench-search-queries";
import { seedSearch } from "./bench-search-seed";
import { migrate } from "./migrate";
import { startTemporaryPostgres } from "./postgres";
import { setSettings } from "./test-portal";

const rounds = 5;
const sizes = process.argv.slice(2).map(Number);
if (sizes.some((size) => !Number.isInteger(size) || size < 100))
  throw new Error("Give numbers of customers, 100 or more.");

/** One question in milliseconds: the median of the rounds, and what came of it. */
type Taken = { kind: string; query: string; ms: number; answer: string };

async function runQueries(): Promise<Taken[]> {
  const all = Object.entries(benchQueries).flatMap(([kind, queries]) =>
    queries.map((query) => ({ kind, query, times: [] as number[], answer: "" })),
  );
  // The first round warms connection, plans and caches and does not count.
  for (let round = 0; round <= rounds; round += 1)
    for (const one of all) {
      const started = performance.now();
      const found = await runSearch({ search: one.query });
      if (round > 0) one.times.push(performance.now() - started);
      one.answer = found.kind === "found" ? `${found.customers.length}${found.next ? "+" : ""}` : found.kind;
    }
  return all.map(({ times, ...one }) => ({ ...one, ms: share(times, 0.5) }));
}

/** The smallest of the numbers that is not below that share of them. */
const share = (numbers: number[], part: number) =>
  numbers.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(numbers.length * part) - 1)] ?? Number.NaN;

const figures = (taken: Taken[]) =>
  [0.5, 0.95, 1]
    .map((part) =>
      share(
        taken.map(({ ms }) => ms),
        part,
      )
        .toFixed(1)
        .padStart(9),
    )
    .join("");

function print(taken: Taken[]): void {
  console.log(
    `\n${"milliseconds".padEnd(28)}${["p50", "p95", "max"].map((name) => name.padStart(9)).join("")}`,
  );
  console.log(`${`all ${taken.length} questions`.padEnd(28)}${figures(taken)}`);
  for (const [kind, queries] of Object.entries(benchQueries))
    console.log(
      `${`  ${kind} (${queries.length})`.padEnd(28)}${figures(taken.filter((one) => one.kind === kind))}`,
    );
  const slowest = taken.toSorted((a, b) => b.ms - a.ms).slice(0, 8);
  console.log(
    `slowest: ${slowest.map(({ query, ms, answer }) => `${query} ${ms.toFixed(1)} (${answer})`).join(", ")}`,
  );
}

/** What an import of so many customers with three devices each takes, in two statements; undone afterwards. */
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

for (const customers of sizes.length > 0 ? sizes : [10_000, 1_000_000]) {
  const server = await startTemporaryPostgres(process.env.TEST_POSTGRES_BIN);
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
      `\n${customers.toLocaleString("en")} customers, ${(customers * 3).toLocaleString("en")} devices; PostgreSQL ${version}, ` +
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
