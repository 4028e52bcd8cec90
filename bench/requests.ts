// Requests a second of the portal and of what it is measured beside, in the same rounds; then what each page weighs.
import { attempt } from "./attempt";
import { formatWeights, type Weight, weighAll } from "./bytes";
import { listPortalCases, peerTitle } from "./cases";
import { before, type Contender, startContender } from "./contenders";
import { describeRun } from "./describe-run";
import { formatTable, writeSection } from "./document";
import { type Case, connections } from "./load";
import type { Extent, Peer } from "./options";
import type { Measured } from "./portal";
import { formatSpread } from "./quantile";
import { startReferences } from "./references";
import { compare, measureRounds, type Result } from "./rounds";
import { formatTargets, htmlBytes, shares, type Target, timesPeer } from "./targets";

/** Measures requests and weighs pages, prints both, and writes them into the documents. */
export async function benchRequests(contenders: Contender[], extent: Extent, peer?: Peer): Promise<void> {
  const references = await startReferences(peer);
  const portals: { contender: Contender; portal: Measured }[] = [];
  for (const contender of contenders) {
    const portal = await attempt(`The portal in ${contender.directory}`, () => startContender(contender));
    if (portal) portals.push({ contender, portal });
  }
  const cases = [
    ...references,
    ...portals.flatMap(({ contender, portal }) => listPortalCases(portal, contender.prefix)),
  ];
  const results = await measureRounds(cases, extent);
  const { rounds, seconds, warmUp } = extent;
  const about = await describeRun(
    portals[0]?.portal.database,
    `${connections} connections; ${rounds} × ${seconds} s for each, after ${warmUp} s of warm-up`,
  );
  // Figures without this portal are no reason to forget those with it.
  const isKept = portals.some(({ contender }) => contender.prefix === "");
  const show = (section: string, ...paragraphs: string[]) => {
    const text = paragraphs.join("\n\n");
    console.log(`\n${text}`);
    if (isKept) writeSection(section, text);
  };
  show("requests", about, formatResults(cases, results), formatTargets(listTargets(cases, results)));
  const isThere = ({ title }: Case) => results.some((result) => result.title === title);
  const weights = await weighAll(references.filter(isThere), portals);
  show("bytes", formatWeights(weights), formatTargets(listWeightTargets(weights)));
  if (!isKept) console.log("\nNot written to docs/benchmarks.md, because this portal is missing.");
}

function formatResults(cases: Case[], results: Result[]): string {
  const hasOther = results.some(({ title }) => title.startsWith(before));
  const format = (number: number, digits: number) => (Number.isNaN(number) ? "" : number.toFixed(digits));
  const rows = results.map(({ title, rate, p50, p99, cpu, peak }) => {
    const against = cases.find((one) => one.title === title)?.against;
    const [share, change] = [compare(results, title, against), compare(results, title, before + title)];
    return [
      title,
      formatSpread(rate, 0),
      share ? formatSpread(share, 2) : "",
      ...(hasOther ? [change ? formatSpread(change, 2) : ""] : []),
      format(p50, 2),
      format(p99, 2),
      format(cpu, 2),
      format(peak, 0),
    ];
  });
  const head = ["requests/s", "of the empty one", ...(hasOther ? ["times before"] : [])];
  return formatTable(["", ...head, "p50, ms", "p99, ms", "CPU, ms", "peak, MB"], rows);
}

function listTargets(cases: Case[], results: Result[]): Target[] {
  const againstEmpty = Object.entries(shares).map(([title, least]) => {
    const against = cases.find((one) => one.title === title)?.against;
    return { title, least, found: compare(results, title, against)?.median, digits: 2 };
  });
  const againstPeer = Object.entries(timesPeer).map(([title, least]) => ({
    ...{ title: `${title}, times ${peerTitle}`, least, digits: 2 },
    found: compare(results, title, peerTitle)?.median,
  }));
  const hasPeer = results.some(({ title }) => title === peerTitle);
  return hasPeer ? [...againstEmpty, ...againstPeer] : againstEmpty;
}

const listWeightTargets = (weights: Weight[]): Target[] =>
  Object.entries(htmlBytes).map(([title, most]) => ({
    ...{ title: `HTML of the ${title}, bytes`, most, digits: 0 },
    found: weights.find((weight) => weight.title === title)?.html,
  }));
