// Puts load on addresses by turns, and reads from the system what that cost the processes behind them.
import autocannon from "autocannon";
import { isEnding } from "@/launcher/processes";
import type { Site } from "./empty";
import { forgetPeak, readCpu, readPeak } from "./system";

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

/**
 * What one case gave in a round: requests a second, the milliseconds that each took, milliseconds of processor time a
 * request, and the most memory of its process in MB. The last two are undefined where the system does not tell.
 */
export type Round = { rate: number; times: number[]; cpu: number | undefined; peak: number | undefined };

export const connections = 8;
/** Short, because a busy machine's speed changes within a second. */
const turnSeconds = 0.25;

/** Requests a second of the last turn of each case: a turn is as many requests as take about `turnSeconds`. */
const lastRates = new WeakMap<Case, number>();
/** Before there is a last turn. */
const firstRate = 100;

/**
 * Measures each case for about `seconds` in short turns, every other time in reverse order. No request is cut off by
 * the end of a turn: slow pages would lose more than fast ones, and leave work for who comes next.
 * @returns what each case gave, or why it could not be measured
 */
export async function measureByTurns(cases: Case[], seconds: number): Promise<(Round | Error)[]> {
  const sums = cases.map(() => newSum());
  const order = [...cases.entries()];
  for (let turn = 0; turn < seconds / turnSeconds; turn += 1)
    for (const [index, one] of turn % 2 === 0 ? order : order.toReversed()) {
      const sum = sums[index] as Sum;
      if (!sum.fault) await takeTurn(one, sum);
    }
  return sums.map(
    ({ seconds: lasted, cpu, times, peak, fault }) =>
      fault ?? {
        rate: times.length / lasted,
        times,
        cpu: cpu > 0 ? cpu / times.length : undefined,
        peak: peak || undefined,
      },
  );
}

const newSum = () => ({
  ...{ seconds: 0, cpu: 0, peak: 0, times: [] as number[] },
  fault: undefined as Error | undefined,
});
type Sum = ReturnType<typeof newSum>;

async function takeTurn(one: Case, sum: Sum): Promise<void> {
  const { pid } = one.site;
  const amount = connections * Math.ceil(((lastRates.get(one) ?? firstRate) * turnSeconds) / connections);
  try {
    if (pid) forgetPeak(pid);
    const { times, seconds, cpu } = await measure(one, { amount });
    lastRates.set(one, times.length / seconds);
    sum.seconds += seconds;
    sum.cpu += cpu;
    sum.peak = Math.max(sum.peak, pid ? readPeak(pid) : 0);
    for (const time of times) sum.times.push(time);
  } catch (error) {
    if (isEnding()) throw error;
    sum.fault = error as Error;
  }
}

type Amount = { duration: number } | { amount: number };

/**
 * Puts load on one case.
 * @returns milliseconds that each request took, seconds from the first to the last, and milliseconds of processor time
 * @throws Error if an answer is not what the case wants
 */
export async function measure(one: Case, amount: Amount) {
  const { site, path, headers, makeHeaders, wanted } = one;
  await one.before?.();
  let wrong = "";
  const times: number[] = [];
  const before = readCpu(site.pid);
  let [began, ended] = [Number.POSITIVE_INFINITY, 0];
  const options = {
    url: site.url + path,
    connections,
    ...amount,
    // Nobody who fails that often gives figures.
    bailout: connections,
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
          const location = String(given.location ?? given.Location ?? "");
          if (!isWanted(wanted, status, location)) wrong ||= explainAnswer(one, status, location, body);
        },
      },
    ],
  };
  const { errors } = await new Promise<autocannon.Result>((resolve, reject) => {
    const run = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    run.on("response", (_client, _status, _bytes, time) => {
      ended = performance.now();
      began = Math.min(began, ended - time);
      times.push(time);
    });
  });
  const cpu = readCpu(site.pid) - before;
  if (wrong) throw new Error(wrong);
  if (errors > 0 || times.length === 0)
    throw new Error(
      `${site.url}${path} gave ${times.length} answers and ${errors} failed connections or time-outs.`,
    );
  return { times, seconds: (ended - began) / 1000, cpu };
}

/** Whether an answer is what a case wants. */
export function isWanted(wanted: Case["wanted"], status: number, location: string): boolean {
  const part = wanted.location?.includes("?") ? location : location.split("?")[0];
  return status === wanted.status && (wanted.location === undefined || part === wanted.location);
}

/** Says in one line what came instead, with the first words of a page or text. */
export function explainAnswer({ site, path, wanted }: Case, status: number, location: string, body: string) {
  const name = (code: number, to = "") => `${code}${to && ` to ${to}`}`;
  const words = body
    .replace(/<(script|style)[\s\S]*?<\/\1>|<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 100);
  return `${site.url}${path} must answer ${name(wanted.status, wanted.location)}; it answered ${name(status, location)}${words && ` (${words})`}.`;
}
