// npm run bench [-- --only requests,memory,growth,start] [--rounds 5] [--seconds 4] [--warm-up 60]
//   [--beside DIRECTORY] [--peer URL --cookie 'name=value'] [--customers 10000,1000000]
// Measures the portal beside an empty Next app, in the same rounds, and writes docs/benchmarks.md.
import { endAll, endAllOnSignals, isEnding } from "@/launcher/processes";
import { attempt } from "./attempt";
import { prepareContenders } from "./contenders";
import { buildEmpty } from "./empty";
import { benchGrowth } from "./growth";
import { benchMemory } from "./memory";
import { type Options, type Part, readOptions } from "./options";
import { benchRequests } from "./requests";
import { benchStart } from "./start";

async function bench(options: Options): Promise<void> {
  const { only, beside, peer, customers } = options;
  if (process.env.DATABASE_URL)
    console.log("DATABASE_URL is set, and not used: the benchmarks start a PostgreSQL of their own.");
  const contenders = await prepareContenders(beside);
  if (only.includes("requests") || only.includes("start")) await attempt("The empty Next app", buildEmpty);
  const [own] = contenders.filter(({ prefix }) => prefix === "");
  const parts: Record<Part, () => Promise<void>> = {
    requests: () => benchRequests(contenders, options, peer),
    memory: () => benchMemory(contenders, options),
    growth: () => benchGrowth(own, customers, options),
    start: () => benchStart(contenders, options),
  };
  for (const part of only) {
    console.log(`\n== ${part}`);
    await attempt(part, parts[part]);
    await endAll();
  }
}

endAllOnSignals(130);
try {
  await bench(readOptions(process.argv.slice(2)));
} catch (error) {
  // After Ctrl-C the portals stop first, which makes the load generator fail.
  if (!isEnding()) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await endAll();
}
