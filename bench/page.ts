// npm run bench:page [-- --rounds 5]
// Looks at the main pages as Lighthouse's mobile profile does, by turns with an empty Next page, and times the press
// on a card. Writes both into docs/benchmarks.md.
import { parseArgs } from "node:util";
import { endAll, endAllOnSignals, isEnding } from "@/launcher/processes";
import { formatTable, writeSection } from "./document";
import { buildEmpty, startEmpty } from "./empty";
import { type Look, lookAt, startBrowser } from "./lighthouse";
import { buildPortal, type Measured, startDatabase, startMeasured } from "./portal";
import { findQuantile } from "./quantile";

const { values: given } = parseArgs({ options: { rounds: { type: "string" } } });
const rounds = Number(given.rounds ?? 5);
if (!Number.isInteger(rounds) || rounds < 1) throw new Error("--rounds is a whole number above 0.");

type Page = { title: string; url: string; cookie?: string };

/** What may be worse than on the empty page of the same run, and by how much. */
const targets: { name: string; isMet: (page: Look, empty: Look) => boolean }[] = [
  { name: "score at most 2 points below", isMet: (page, empty) => page.score >= empty.score - 2 },
  { name: "LCP at most 0.3 s later", isMet: (page, empty) => page.lcp <= empty.lcp + 300 },
  { name: "blocking at most 1.2 times", isMet: (page, empty) => page.blocking <= 1.2 * empty.blocking },
  { name: "scripting at most 1.2 times", isMet: (page, empty) => page.scripting <= 1.2 * empty.scripting },
  { name: "layout shift at most 0.01", isMet: (page) => page.shift <= 0.01 },
];

const columns: { head: string; format: (look: Look) => string }[] = [
  { head: "score", format: ({ score }) => score.toFixed(0) },
  { head: "LCP, s", format: ({ lcp }) => (lcp / 1000).toFixed(2) },
  { head: "blocking, ms", format: ({ blocking }) => blocking.toFixed(0) },
  { head: "scripting, ms", format: ({ scripting }) => scripting.toFixed(0) },
  { head: "layout shift", format: ({ shift }) => shift.toFixed(3) },
  { head: "in all, KiB", format: ({ bytes }) => (bytes / 1024).toFixed(1) },
  { head: "scripts, KiB", format: ({ scriptBytes }) => (scriptBytes / 1024).toFixed(1) },
];

/** Takes a quantile of each figure by itself. */
function summarize(looks: Look[], part: number): Look {
  const names = Object.keys(looks[0] as Look) as (keyof Look)[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      findQuantile(
        looks.map((look) => look[name]),
        part,
      ),
    ]),
  ) as Look;
}

/** Looks at each page once a round, every other round in reverse order. The first round warms up and is dropped. */
async function lookByTurns(browser: number, pages: Page[]): Promise<Look[][]> {
  const looks: Look[][] = pages.map(() => []);
  const order = [...pages.entries()];
  for (let round = 0; round <= rounds; round += 1) {
    console.log(round ? `Round ${round} of ${rounds} …` : "Warming up …");
    for (const [index, { url, cookie }] of round % 2 ? order : order.toReversed()) {
      const look = await lookAt(browser, url, cookie);
      if (round) looks[index]?.push(look);
    }
  }
  return looks;
}

/** Formats the medians with the lowest and the highest figure of all rounds. */
function formatLooks(pages: Page[], looks: Look[][]): string {
  const rows = pages.map(({ title }, index) => {
    const [low, middle, high] = [0, 0.5, 1].map((part) => summarize(looks[index] ?? [], part)) as [
      Look,
      Look,
      Look,
    ];
    return [
      title,
      ...columns.map(({ format }) => {
        const spread = format(low) === format(high) ? "" : ` (${format(low)}–${format(high)})`;
        return format(middle) + spread;
      }),
    ];
  });
  return formatTable(["", ...columns.map(({ head }) => head)], rows);
}

/** Says of each page and target whether it is met, against the first page. */
function formatTargets(pages: Page[], looks: Look[][]): string {
  const [empty, ...others] = looks.map((all) => summarize(all, 0.5)) as [Look, ...Look[]];
  const rows = targets.map(({ name, isMet }) => [
    name,
    ...others.map((page) => (isMet(page, empty) ? "met" : "missed")),
  ]);
  return formatTable(["target", ...pages.slice(1).map(({ title }) => title)], rows);
}

/** Presses a card: what stands between the press and Amazon's own answer. */
async function pressCard({ url, cookie, deviceId, location }: Measured): Promise<string> {
  const address = `${url}/devices/${deviceId}/go/supplies`;
  const press = async () => {
    const started = performance.now();
    const answer = await fetch(address, { headers: { cookie }, redirect: "manual" });
    await answer.arrayBuffer();
    const time = performance.now() - started;
    if (answer.status !== 303 || answer.headers.get("location") !== location)
      throw new Error(`${address} must lead to Amazon at once; it answered ${answer.status}.`);
    return time;
  };
  for (let count = 0; count < 300; count += 1) await press();
  const times: number[] = [];
  for (let count = 0; count < 50; count += 1) times.push(await press());
  const [median, most] = [findQuantile(times, 0.5), findQuantile(times, 0.99)];
  return `From the press on a card to Amazon lies one answer of ours, a redirect. It takes ${median.toFixed(1)} ms, p99 ${most.toFixed(1)} ms (50 one after the other; target: one answer, 30 ms): ${most <= 30 ? "met" : "missed"}.`;
}

async function bench(): Promise<void> {
  // First, because it is the likeliest to be missing.
  const browser = await startBrowser();
  await buildEmpty();
  await buildPortal();
  const empty = await startEmpty();
  const portal = await startMeasured({ name: "page", database: await startDatabase() });
  const { url, cookie } = portal;
  const pages: Page[] = [
    { title: "empty Next page", url: `${empty.url}/` },
    { title: "welcome", url: `${url}/` },
    { title: "sign-in", url: `${url}/sign-in` },
    { title: "list of 24", url: `${url}/devices`, cookie },
    { title: "device page", url: `${url}/devices/${portal.deviceId}`, cookie },
  ];
  const press = await pressCard(portal);
  const looks = await lookByTurns(browser, pages);
  const text = [formatLooks(pages, looks), formatTargets(pages, looks), press].join("\n\n");
  console.log(`\n${text}`);
  writeSection("page", text);
}

endAllOnSignals(130);
try {
  await bench();
} catch (error) {
  // After Ctrl-C the browser and the portal stop first, which makes Lighthouse fail.
  if (!isEnding()) console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await endAll();
}
