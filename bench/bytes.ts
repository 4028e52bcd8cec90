// What a page sends to a browser that has nothing yet, and how often the portal asks its database for it.
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { startDatabaseProxy } from "@/tests/database-proxy";
import { attempt } from "./attempt";
import { listPortalCases } from "./cases";
import type { Contender } from "./contenders";
import { formatTable } from "./document";
import { type Case, explainAnswer, isWanted } from "./load";
import { type Measured, startMeasured } from "./portal";

/** Sizes in bytes, undefined of a redirect; `trips` to the database, undefined where there is none. */
export type Weight = {
  title: string;
  html?: number;
  htmlGzip?: number;
  scripts?: number;
  styles?: number;
  trips?: number;
};

/** Weighs the pages of the references and of each portal, which is started a second time for it. */
export async function weighAll(
  references: Case[],
  portals: { contender: Contender; portal: Measured }[],
): Promise<Weight[]> {
  const weights: (Weight | undefined)[] = [];
  for (const one of references.filter(({ wanted }) => wanted.status === 200))
    weights.push(await attempt(one.title, () => weigh(one)));
  for (const { contender, portal } of portals) {
    const { name, directory } = contender;
    const proxy = await startDatabaseProxy(portal.database.appUrl);
    const options = { name: `${name}-counted`, directory, database: portal.database, databaseUrl: proxy.url };
    const counted = await attempt(`Round trips of ${directory}`, () => startMeasured(options));
    for (const one of counted ? listPortalCases(counted, contender.prefix) : [])
      weights.push(await attempt(one.title, () => weigh(one, () => proxy.takeRoundTrips())));
    await proxy.close();
  }
  return weights.filter((weight) => weight !== undefined);
}

async function weigh(one: Case, takeTrips?: () => number): Promise<Weight> {
  await one.before?.();
  // A new connection takes more round trips, and what runs at intervals may fall into a request.
  await ask(one);
  const trips: number[] = [];
  let html = "";
  for (let count = 0; count < 3; count += 1) {
    takeTrips?.();
    html = await ask(one);
    // For what a request does after its answer.
    await sleep(50);
    if (takeTrips) trips.push(takeTrips());
  }
  const counted = takeTrips && Math.min(...trips);
  if (one.wanted.status !== 200) return { title: one.title, trips: counted };
  return {
    title: one.title,
    html: Buffer.byteLength(html),
    htmlGzip: gzip(html),
    scripts: await weighFiles(one, listScripts(html)),
    styles: await weighFiles(one, listStyles(html)),
    trips: counted,
  };
}

async function ask(one: Case): Promise<string> {
  const headers = one.makeHeaders?.() ?? one.headers ?? {};
  const answer = await fetch(one.site.url + one.path, { headers, redirect: "manual" });
  const [body, location] = [await answer.text(), answer.headers.get("location") ?? ""];
  if (!isWanted(one.wanted, answer.status, location))
    throw new Error(explainAnswer(one, answer.status, location, body));
  return body;
}

async function weighFiles({ site, path }: Case, addresses: string[]): Promise<number> {
  let sum = 0;
  for (const address of addresses) {
    const url = new URL(address.replaceAll("&amp;", "&"), site.url + path);
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url} must answer 200; it answered ${answer.status}.`);
    sum += gzip(new Uint8Array(await answer.arrayBuffer()));
  }
  return sum;
}

const gzip = (content: string | Uint8Array) => gzipSync(content, { level: 9 }).length;

/** Lists the scripts that a browser of today loads: not those for browsers without modules. */
export const listScripts = (html: string): string[] => [
  ...new Set([
    ...listTags(html, "script")
      .filter((tag) => !/\snomodule\b/i.test(tag))
      .flatMap((tag) => readAttribute(tag, "src")),
    ...listTags(html, "link")
      .filter((tag) => readAttribute(tag, "as")[0] === "script")
      .flatMap((tag) => readAttribute(tag, "href")),
  ]),
];

/** Lists the style sheets. */
export const listStyles = (html: string): string[] => [
  ...new Set(
    listTags(html, "link")
      .filter((tag) => readAttribute(tag, "rel")[0] === "stylesheet")
      .flatMap((tag) => readAttribute(tag, "href")),
  ),
];

const listTags = (html: string, name: string) => html.match(new RegExp(`<${name}\\s[^>]*>`, "g")) ?? [];

const readAttribute = (tag: string, name: string) =>
  [...tag.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g"))].map(([, value = ""]) => value);

export function formatWeights(weights: Weight[]): string {
  const format = (number: number | undefined) => number?.toLocaleString("en") ?? "";
  const rows = weights.map(({ title, html, htmlGzip, scripts, styles, trips }) => [
    title,
    ...[html, htmlGzip, scripts, styles, trips].map(format),
  ]);
  return formatTable(["", "HTML", "HTML, gzip", "scripts, gzip", "styles, gzip", "round trips"], rows);
}
