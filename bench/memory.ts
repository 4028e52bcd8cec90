// The memory that a portal's process has before and after many requests.
import { endAll } from "@/launcher/processes";
import { attempt } from "./attempt";
import { listPortalCases } from "./cases";
import { type Contender, startContender } from "./contenders";
import { describeRun } from "./describe-run";
import { formatTable, writeSection } from "./document";
import { type Case, connections, measure } from "./load";
import type { Extent } from "./options";
import type { Measured } from "./portal";
import { findMedian } from "./quantile";
import { warmUpAll } from "./rounds";
import { forgetPeak, readPeak, readResident } from "./system";
import { formatTargets, memory as target } from "./targets";

const requests = 100_000;
/** How many of the first and of the last are compared. */
const part = 20_000;
/** Of one case, before the next takes its turn. */
const turn = 250;

/** In MB; `first` and `last` are medians while the first and the last `part` requests were made. */
type Memory = { title: string; before: number; first: number; last: number; after: number; peak: number };

/** Measures each portal, prints it, and writes it into the documents. */
export async function benchMemory(contenders: Contender[], { warmUp }: Extent): Promise<void> {
  if (process.platform !== "linux") throw new Error("Only Linux tells how much memory a process has.");
  const taken: Memory[] = [];
  let about = "";
  for (const contender of contenders)
    await attempt(`The memory of ${contender.directory}`, async () => {
      const portal = await startContender(contender);
      about ||= await describeRun(
        portal.database,
        `${connections} connections; after ${warmUp} s of warm-up`,
      );
      taken.push(await measureMemory(`${contender.prefix}portal`, portal, warmUp));
      await endAll();
    });
  if (taken.length === 0) throw new Error("No portal was measured.");
  const own = taken.find(({ title }) => title === "portal");
  const text = [about, format(taken), formatOwn(own)].join("\n\n");
  console.log(`\n${text}`);
  if (own) writeSection("memory", text);
}

async function measureMemory(title: string, portal: Measured, warmUp: number): Promise<Memory> {
  const cases = await warmUpAll(listPortalCases(portal), warmUp);
  const before = readResident(portal.pid);
  forgetPeak(portal.pid);
  console.log(`${requests.toLocaleString("en")} requests to ${title === "portal" ? "this portal" : title} …`);
  const readings = await loadByTurns(cases, portal.pid);
  const during = (from: number, to: number) =>
    findMedian(readings.filter(({ made }) => made > from && made <= to).map(({ resident }) => resident));
  return {
    title,
    before,
    first: during(0, part),
    last: during(requests - part, Number.POSITIVE_INFINITY),
    after: readResident(portal.pid),
    peak: readPeak(portal.pid),
  };
}

/** Makes the requests, some of each case after the other. Reads the memory after each turn. */
async function loadByTurns(cases: Case[], pid: number): Promise<{ made: number; resident: number }[]> {
  const readings: { made: number; resident: number }[] = [];
  let [made, left] = [0, cases];
  while (made < requests) {
    for (const one of left) {
      const found = await attempt(one.title, () => measure(one, { amount: turn }));
      if (!found) left = left.filter((other) => other !== one);
      made += found?.times.length ?? 0;
      readings.push({ made, resident: readResident(pid) });
    }
    if (made % part < turn * left.length) console.log(`${made.toLocaleString("en")} made …`);
    if (left.length === 0) throw new Error(`Nothing gave the right answers after ${made} requests.`);
  }
  return readings;
}

function format(taken: Memory[]): string {
  const head = ["before", `first ${part / 1000},000`, `last ${part / 1000},000`, "after", "peak"];
  const rows = taken.map(({ title, before, first, last, after, peak }) => [
    title,
    ...[before, first, last, after, peak].map((number) => number.toFixed(0)),
  ]);
  return formatTable([`MB, ${requests.toLocaleString("en")} requests`, ...head], rows);
}

const formatOwn = (own: Memory | undefined): string =>
  formatTargets([
    { title: "after, MB", most: target.after, found: own?.after, digits: 0 },
    {
      title: "last by first requests",
      most: target.growth,
      found: own && own.last / own.first,
      digits: 2,
    },
  ]);
