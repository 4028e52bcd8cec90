// Puts load on addresses by turns, and reads from the system what that cost the processes behind them.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import autocannon from "autocannon";
import type { Site } from "./empty";

/** One kind of request to measure. */
export type Case = {
  title: string;
  /** The case's own process; without a number for somebody else's, such as a peer's. */
  site: Pick<Site, "url"> & { pid?: number };
  path: string;
  headers?: Record<string, string>;
  /** Makes the headers of each single request instead. */
  makeHeaders?: () => Record<string, string>;
  /** What each answer must be; the location is compared up to its query if it has none here. */
  wanted: { status: number; location?: string };
  /** Prepares a turn. */
  before?: () => Promise<void>;
  /** The case that this one is measured against. */
  against?: string;
};

/** What one case gave in a round. `cpu` in milliseconds a request, undefined where the system does not tell. */
export type Round = { rate: number; times: number[]; cpu: number | undefined };

const connections = 8;
/** Short, because a busy machine's speed changes within a second. */
const turnSeconds = 0.25;

/** Measures each case for `seconds` in short turns, every other time in reverse order. */
export async function measureByTurns(cases: Case[], seconds: number): Promise<Round[]> {
  const taken = cases.map(() => ({ requests: 0, seconds: 0, cpu: 0, times: [] as number[] }));
  const order = [...cases.entries()];
  for (let turn = 0; turn < seconds / turnSeconds; turn += 1)
    for (const [index, one] of turn % 2 === 0 ? order : order.toReversed()) {
      const sum = taken[index] as (typeof taken)[number];
      const { times, seconds: lasted, cpu } = await measure(one, { duration: turnSeconds });
      sum.requests += times.length;
      sum.seconds += lasted;
      sum.cpu += cpu;
      for (const time of times) sum.times.push(time);
    }
  return taken.map(({ requests, seconds: lasted, cpu, times }) => ({
    rate: requests / lasted,
    times,
    cpu: cpu > 0 ? cpu / requests : undefined,
  }));
}

type Amount = { duration: number } | { amount: number };

/**
 * Puts load on one case.
 * @returns milliseconds that each request took, seconds in all, and milliseconds of processor time
 * @throws Error if an answer is not what the case wants
 */
export async function measure(one: Case, amount: Amount) {
  const { site, path, headers, makeHeaders, wanted } = one;
  await one.before?.();
  let wrong = "";
  const isRight = (status: number, given: Record<string, unknown>) => {
    const location = String(given.location ?? given.Location ?? "");
    const part = wanted.location?.includes("?") ? location : location.split("?")[0];
    return status === wanted.status && (wanted.location === undefined || part === wanted.location);
  };
  const times: number[] = [];
  const before = readCpu(site.pid);
  const started = performance.now();
  const options = {
    url: site.url + path,
    connections,
    ...amount,
    // The default of one sample a second would not let a turn be shorter.
    sampleInt: 50,
    requests: [
      {
        method: "GET" as const,
        headers,
        ...(makeHeaders && {
          setupRequest: (request: object) => ({ ...request, headers: makeHeaders() }),
        }),
        onResponse: (status: number, body: string, _: object, given: Record<string, unknown> = {}) => {
          if (!isRight(status, given))
            wrong ||= `${status}, location ${given.location}\n${body.slice(0, 500)}`;
        },
      },
    ],
  };
  const { errors } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    run.on("response", (_client, _status, _bytes, time) => times.push(time));
  });
  const cpu = readCpu(site.pid) - before;
  if (wrong)
    throw new Error(
      `${one.title}: ${site.url}${path} must answer ${wanted.status} ${wanted.location ?? ""}; it answered ${wrong}`,
    );
  if (errors > 0)
    throw new Error(`${one.title}: ${site.url}${path} gave ${times.length} answers, ${errors} errors.`);
  return { times, seconds: (performance.now() - started) / 1000, cpu };
}

/** Reads the processor time of a process and its children, in milliseconds. Linux only; 0 elsewhere. */
function readCpu(pid: number | undefined): number {
  if (!pid || process.platform !== "linux") return 0;
  return listProcesses(pid)
    .flatMap((id) => listFiles(`/proc/${id}/task`).map((task) => `/proc/${id}/task/${task}/schedstat`))
    .reduce((sum, file) => sum + Number(readText(file).split(" ")[0]) / 1e6, 0);
}

/** Reads the most memory that a process and its children had since `forgetPeak`, in MB. Linux only; 0 elsewhere. */
export const readPeak = (pid: number): number => readMemory(pid, "VmHWM");

/** Reads the memory that a process and its children have, in MB. Linux only; 0 elsewhere. */
export const readResident = (pid: number): number => readMemory(pid, "VmRSS");

const readMemory = (pid: number, field: string): number =>
  listProcesses(pid).reduce((sum, id) => {
    const line = readText(`/proc/${id}/status`).match(new RegExp(`${field}:\\s+(\\d+)`));
    return sum + Number(line?.[1] ?? 0) / 1000;
  }, 0);

/** Lets the peak of memory begin anew. */
export function forgetPeak(pid: number): void {
  if (process.platform === "linux")
    for (const id of listProcesses(pid)) writeFileSync(`/proc/${id}/clear_refs`, "5");
}

const listProcesses = (pid: number): string[] => [
  `${pid}`,
  ...listFiles(`/proc/${pid}/task`)
    .flatMap((task) => readText(`/proc/${pid}/task/${task}/children`).split(" "))
    .filter(Boolean)
    .flatMap((child) => listProcesses(Number(child))),
];

// A process or thread may end between two reads.
function listFiles(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}
function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
