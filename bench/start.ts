// How long a build takes, and a start: until the first answer, and until the portal says that it is ready.
import { rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findFreePorts } from "@/launcher/ports";
import type { Child } from "@/launcher/processes";
import { attempt } from "./attempt";
import type { Contender } from "./contenders";
import { describeRun } from "./describe-run";
import { formatTable, writeSection } from "./document";
import { buildEmpty, source, spawnEmpty } from "./empty";
import type { Extent } from "./options";
import { buildPortal, spawnPortal, startDatabase } from "./portal";
import { findSpread, formatSpread } from "./quantile";

/** Something that is built and started. Times in milliseconds. */
type Program = {
  title: string;
  /** Removes the last build and makes a new one. */
  build: () => Promise<void>;
  spawn: (port: number) => Promise<Child>;
  /** Answers 200 once it serves requests with all that it needs. */
  readyPath: string;
};

type Taken = { build: number; firsts: number[]; readies: number[] };

/** Times the builds and starts of the empty app and of each portal, prints them, and writes them into the documents. */
export async function benchStart(contenders: Contender[], { rounds }: Extent): Promise<void> {
  const databases = await Promise.all(
    contenders.map(({ directory }) => attempt(`The portal in ${directory}`, () => startDatabase(directory))),
  );
  const programs: Program[] = [
    { title: "empty Next app", build: buildEmptyAnew, spawn: spawnEmpty, readyPath: "/" },
  ];
  for (const [index, { prefix, name, directory }] of contenders.entries()) {
    const database = databases[index];
    if (!database) continue;
    programs.push({
      title: `${prefix}portal`,
      build: () => buildPortalAnew(directory),
      spawn: (port) => spawnPortal(port, { name: `${name}-start`, directory, database }),
      readyPath: "/api/health/ready",
    });
  }
  const taken = await timeAll(programs, rounds);
  const about = await describeRun(
    databases.find((one) => one !== undefined),
    `one build of each, ${rounds} × its start`,
  );
  const text = `${about}\n\n${format(taken)}`;
  console.log(`\n${text}`);
  if (contenders.some(({ prefix }, index) => prefix === "" && databases[index])) writeSection("start", text);
}

async function timeAll(programs: Program[], rounds: number): Promise<Map<Program, Taken>> {
  const taken = new Map<Program, Taken>();
  for (const program of programs) {
    const build = await attempt(`The build of the ${program.title}`, () => timeBuild(program));
    if (build) taken.set(program, { build, firsts: [], readies: [] });
  }
  // The first round fills the system's cache of files, and is not counted.
  for (let round = 0; round <= rounds; round += 1)
    for (const [program, { firsts, readies }] of round % 2 ? [...taken] : [...taken].toReversed()) {
      const times = await attempt(`The start of the ${program.title}`, () => timeStart(program));
      if (!times) taken.delete(program);
      if (!times || round === 0) continue;
      firsts.push(times.first);
      readies.push(times.ready);
    }
  if (taken.size === 0) throw new Error("Nothing was built and started.");
  return taken;
}

async function timeBuild({ build }: Program): Promise<number> {
  const started = performance.now();
  await build();
  return performance.now() - started;
}

async function buildEmptyAnew(): Promise<void> {
  rmSync(path.join(source, ".next"), { recursive: true, force: true });
  await buildEmpty();
}

/** Removes what Next remembers, and the mark by which a build is known to be of these sources. */
async function buildPortalAnew(directory: string): Promise<void> {
  rmSync(path.join(directory, ".next/cache"), { recursive: true, force: true });
  rmSync(path.join(directory, "dist/sources"), { force: true });
  await buildPortal(directory);
}

async function timeStart({ title, spawn, readyPath }: Program): Promise<{ first: number; ready: number }> {
  const { port } = await findFreePorts("port");
  const started = performance.now();
  const child = await spawn(port);
  const waitFor = async (address: string) => {
    while (!(await isOk(`http://127.0.0.1:${port}${address}`))) {
      if (child.exit()) throw new Error(`It ended by itself. Full log: ${child.logPath}`);
      if (performance.now() - started > 60_000)
        throw new Error(`${address} of the ${title} had no 200 in 60 s.`);
      await sleep(5);
    }
    return performance.now() - started;
  };
  try {
    const [first, ready] = await Promise.all([waitFor("/"), waitFor(readyPath)]);
    return { first, ready };
  } finally {
    await child.stop();
  }
}

/** Asks without keeping the connection, for which a stopping server would wait. */
const isOk = (url: string): Promise<boolean> =>
  fetch(url, { headers: { connection: "close" }, signal: AbortSignal.timeout(10_000) }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.status === 200;
    },
    () => false,
  );

function format(taken: Map<Program, Taken>): string {
  const rows = [...taken].map(([{ title }, { build, firsts, readies }]) => [
    title,
    (build / 1000).toFixed(1),
    formatSpread(findSpread(firsts), 0),
    formatSpread(findSpread(readies), 0),
  ]);
  return formatTable(["", "build, s", "first answer, ms", "ready, ms"], rows);
}
