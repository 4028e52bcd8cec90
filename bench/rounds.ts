// Warms up, and measures round after round what still gives right answers.
import { leaveOut } from "./attempt";
import { type Case, measureByTurns, type Round } from "./load";
import type { Extent } from "./options";
import { findMedian, findQuantile, findRatios, findSpread, type Spread } from "./quantile";

/** Medians of all rounds, times in milliseconds; `peak` is the highest. */
export type Result = {
  title: string;
  rates: number[];
  rate: Spread;
  p50: number;
  p99: number;
  cpu: number;
  peak: number;
};

/** Measures all cases. Those with a wrong answer are left out, which is said. */
export async function measureRounds(cases: Case[], { rounds, seconds, warmUp }: Extent): Promise<Result[]> {
  let left = await warmUpAll(cases, warmUp);
  const taken = new Map<Case, Round[]>(left.map((one) => [one, []]));
  for (let round = 1; round <= rounds; round += 1) {
    console.log(`Round ${round} of ${rounds} …`);
    const found = await measureByTurns(left, seconds);
    for (const [index, one] of left.entries()) {
      const result = found[index];
      if (result instanceof Error) leaveOut(one.title, result);
      else if (result) taken.get(one)?.push(result);
    }
    left = left.filter((_, index) => !(found[index] instanceof Error));
  }
  if (left.length === 0) throw new Error("Nothing gave the right answers.");
  return left.map((one) => summarize(one.title, taken.get(one) ?? []));
}

/** Puts load on each process for some seconds, spread over its cases. @returns the cases that answered rightly */
export async function warmUpAll(cases: Case[], seconds: number): Promise<Case[]> {
  const right = new Set<Case>();
  for (const own of groupBySite(cases).values()) {
    console.log(`Warming up ${own.map(({ title }) => title).join(" · ")} …`);
    const found = await measureByTurns(own, Math.max(seconds / own.length, 0.25));
    for (const [index, one] of own.entries()) {
      const result = found[index];
      if (result instanceof Error) leaveOut(one.title, result);
      else right.add(one);
    }
  }
  return cases.filter((one) => right.has(one));
}

function groupBySite(cases: Case[]): Map<Case["site"], Case[]> {
  const sites = new Map<Case["site"], Case[]>();
  for (const one of cases) sites.set(one.site, [...(sites.get(one.site) ?? []), one]);
  return sites;
}

function summarize(title: string, rounds: Round[]): Result {
  const rates = rounds.map(({ rate }) => rate);
  const known = (numbers: (number | undefined)[]) => numbers.filter((number) => number !== undefined);
  return {
    title,
    rates,
    rate: findSpread(rates),
    p50: findMedian(rounds.map(({ times }) => findQuantile(times, 0.5))),
    p99: findMedian(rounds.map(({ times }) => findQuantile(times, 0.99))),
    cpu: findMedian(known(rounds.map(({ cpu }) => cpu))),
    peak: findQuantile(known(rounds.map(({ peak }) => peak)), 1),
  };
}

/** Compares two of the results by their requests a second; undefined if one is missing. */
export function compare(results: Result[], title: string, other: string | undefined): Spread | undefined {
  const [one, base] = [title, other].map((wanted) => results.find((result) => result.title === wanted));
  return one && base && findRatios(one.rates, base.rates);
}
