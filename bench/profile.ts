// npm run profile -- PATH [--seconds 10]
// Profiles the portal's processor while it answers one address for the signed-in customer of the benchmarks: a table of
// functions and files by their own time, and a .cpuprofile for Chromium's developer tools. {id} stands for a device.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { ensureBuild } from "@/launcher/build";
import { dataDirectory, root } from "@/launcher/paths";
import { endAll, endAllOnSignals, isEnding } from "@/launcher/processes";
import { type Case, measure } from "./load";
import { startDatabase, startMeasured } from "./portal";

const { values, positionals } = parseArgs({
  options: { seconds: { type: "string", default: "10" } },
  allowPositionals: true,
});
const [address = ""] = positionals;
const seconds = Number(values.seconds);

type Frame = { functionName: string; url: string; lineNumber: number };
type Profile = {
  nodes: { id: number; callFrame: Frame }[];
  samples: number[];
  timeDeltas: number[];
};

/** Starts a portal whose code has its own names, and which writes a profile on SIGUSR2. */
async function startReadable(profile: string) {
  const dist = path.join(dataDirectory, "dist-readable");
  await ensureBuild("", dist, { READABLE_BUILD: "1" });
  return startMeasured({
    name: "profile",
    database: await startDatabase(),
    dist,
    imports: [path.join(root, "bench/profiled.js")],
    env: { PROFILE_TO: profile },
  });
}

async function profile(): Promise<void> {
  if (!address.startsWith("/") || !(seconds > 0))
    throw new Error("Give a path: npm run profile -- /devices/{id}/go/supplies [--seconds 10]");
  const file = path.join(
    dataDirectory,
    "profiles",
    `${address.replace(/\W+/g, "-").slice(1) || "welcome"}.cpuprofile`,
  );
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const portal = await startReadable(file);
  const at = address.replace("{id}", portal.deviceId);
  // The welcome page sends customers on.
  const headers: Record<string, string> = at === "/" ? {} : { cookie: portal.cookie };
  const { status } = await fetch(portal.url + at, { headers, redirect: "manual" });
  const one: Case = { title: at, site: portal, path: at, headers, wanted: { status } };
  await measure(one, { duration: 2 * seconds });
  process.kill(portal.pid, "SIGUSR2");
  await sleep(500);
  const { times, cpu } = await measure(one, { duration: seconds });
  process.kill(portal.pid, "SIGUSR2");
  while (!existsSync(file)) await sleep(100);
  console.log(
    `\n${address}: ${times.length} answers with ${status}, ${(cpu / times.length).toFixed(2)} ms of processor time each`,
  );
  print(JSON.parse(readFileSync(file, "utf8")), times.length);
  console.log(`\n${file}`);
}

/** Shortens a module's address to where it stands in the build or among the packages. */
const nameFile = (url: string) =>
  url.replace(/^file:\/\//, "").replace(/^.*\/(node_modules|dist-readable)\//, "") || "(V8 and Node)";

function print({ nodes, samples, timeDeltas }: Profile, requests: number): void {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const [byFunction, byFile] = [new Map<string, number>(), new Map<string, number>()];
  for (const [index, id] of samples.entries()) {
    const { functionName, url, lineNumber } = frames.get(id) as Frame;
    if (functionName === "(idle)") continue;
    const [file, time] = [nameFile(url), timeDeltas[index] as number];
    add(byFunction, `${functionName || "(anonymous)"}  ${file}${url && `:${lineNumber + 1}`}`, time);
    add(byFile, file, time);
  }
  printTable("Own time by function", byFunction, requests, 30);
  printTable("Own time by file", byFile, requests, 15);
}

const add = (times: Map<string, number>, key: string, time: number) =>
  times.set(key, (times.get(key) ?? 0) + time);

function printTable(title: string, times: Map<string, number>, requests: number, rows: number): void {
  const sum = [...times.values()].reduce((all, time) => all + time, 0);
  console.log(`\n${title}\n share  µs each`);
  for (const [name, time] of [...times].sort(([, a], [, b]) => b - a).slice(0, rows))
    console.log(
      `${((100 * time) / sum).toFixed(1).padStart(5)} % ${(time / requests).toFixed(1).padStart(7)}  ${name}`,
    );
}

endAllOnSignals(130);
try {
  await profile();
} catch (error) {
  if (!isEnding()) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await endAll();
}
