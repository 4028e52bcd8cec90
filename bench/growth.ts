// The same requests with few and with many customers in the database, in the same rounds.
import { Client } from "pg";
import { listPortalCases } from "./cases";
import type { Contender } from "./contenders";
import { describeRun } from "./describe-run";
import { formatTable, writeSection } from "./document";
import { type Case, connections } from "./load";
import type { Extent } from "./options";
import { type Measured, startDatabase, startMeasured } from "./portal";
import { formatSpread, type Spread } from "./quantile";
import { compare, measureRounds, type Result } from "./rounds";
import { seedSearch } from "./search-seed";
import { formatTargets, growth as target } from "./targets";

const titles = ["launch, new", "return, nothing open", "return that spends", "list of 24", "device page"];

/** Measures this checkout's portal with both databases, prints it, and writes it into the documents. */
export async function benchGrowth(
  contender: Contender | undefined,
  sizes: [number, number],
  extent: Extent,
): Promise<void> {
  if (!contender) throw new Error("This portal could not be built.");
  const portals: Measured[] = [];
  for (const size of sizes) portals.push(await startWith(contender, size));
  const cases = portals.flatMap((portal, index) => listCases(portal, nameSize(sizes[index] as number)));
  const results = await measureRounds(cases, extent);
  const { rounds, seconds, warmUp } = extent;
  const text = [
    await describeRun(
      portals[0]?.database,
      `${connections} connections; ${rounds} × ${seconds} s for each, after ${warmUp} s of warm-up`,
    ),
    format(results, sizes),
    formatTargets(
      titles.map((title) => ({
        ...{ title: `${title}, times as long`, most: target, digits: 2 },
        found: findGrowth(results, title, sizes)?.median,
      })),
    ),
  ].join("\n\n");
  console.log(`\n${text}`);
  writeSection("growth", text);
}

/** Starts a portal whose database has so many customers, three times as many devices, and then the customer of the benchmarks. */
async function startWith({ name, directory }: Contender, customers: number): Promise<Measured> {
  const started = performance.now();
  const database = await startDatabase(directory);
  const admin = new Client({ connectionString: database.adminUrl.replace(/\/postgres$/, "/larder") });
  await admin.connect();
  try {
    await seedSearch(admin, customers);
  } finally {
    await admin.end();
  }
  const portal = await startMeasured({ name: `${name}-${customers}`, directory, database });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${nameSize(customers)} and their devices made in ${seconds} s.`);
  return portal;
}

const nameSize = (customers: number) => `${customers.toLocaleString("en")} customers`;

const listCases = (portal: Measured, size: string): Case[] =>
  listPortalCases(portal)
    .filter(({ title }) => titles.includes(title))
    .map((one) => ({ ...one, title: nameCase(size, one.title) }));

const nameCase = (size: string, title: string) => `${size}: ${title}`;

/** How many times as long a request takes with many: the other way round than requests a second. */
const findGrowth = (results: Result[], title: string, [few, many]: [number, number]): Spread | undefined =>
  compare(results, nameCase(nameSize(few), title), nameCase(nameSize(many), title));

function format(results: Result[], sizes: [number, number]): string {
  const rows = titles.map((title) => {
    const growth = findGrowth(results, title, sizes);
    const found = sizes.map((size) => results.find((one) => one.title === nameCase(nameSize(size), title)));
    return [
      title,
      ...found.map((one) => (one ? formatSpread(one.rate, 0) : "")),
      growth ? formatSpread(growth, 2) : "",
      ...found.map((one) => one?.p50.toFixed(2) ?? ""),
      ...found.map((one) => one?.cpu.toFixed(2) ?? ""),
    ];
  });
  const each = (what: string) => sizes.map((size) => `${what}, ${size.toLocaleString("en")}`);
  return formatTable(
    ["", ...each("requests/s"), "times as long", ...each("p50, ms"), ...each("CPU, ms")],
    rows,
  );
}
