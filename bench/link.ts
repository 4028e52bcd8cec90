// npm run bench:link: measures links per second of the streaming checker against a bare `new URL()` on the
// same lines. On noisy machines only the ratio of the medians counts, so both take turns in one run.
import { createReadStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { amazonEndpoints, buildLink, type PageType, pages, regions } from "@/lib/dash";
import { runLink } from "@/scripts/link/link";

const wanted = 100_000;
const rounds = 7;

/**
 * Makes valid links of every page, region and channel, and damages every fourth, each at another position.
 */
function makeLines(): string[] {
  const kinds = (Object.keys(pages) as PageType[]).flatMap((page) =>
    regions.flatMap((region) => (["website", "app"] as const).map((channel) => ({ page, region, channel }))),
  );
  return Array.from({ length: wanted }, (_, index) => {
    const kind = kinds[index % kinds.length] as (typeof kinds)[number];
    const modelId = kind.page === "dart_device_list" ? undefined : `MODEL-${index}`;
    const built = buildLink(
      { ...kind, modelId, exitUri: `https://devices.example.com/return/${index}` },
      {
        vendorCode: "ACME",
        endpoints: amazonEndpoints,
        pathStyle: "template",
        supplyPage: "sensor_tracking_selection",
      },
    );
    if (!built.ok) throw new Error(JSON.stringify(built.problems));
    const at = (index * 7) % built.value.length;
    return index % 4 === 3 ? `${built.value.slice(0, at)}%${built.value.slice(at)}` : built.value;
  });
}

function parseAll(lines: readonly string[]): void {
  for (const line of lines) {
    try {
      new URL(line);
    } catch {
      // The damage is in the host, so it does not parse.
    }
  }
}

async function checkAll(file: string, args: string[]): Promise<void> {
  const makeSink = () => new Writable({ write: (_piece, _encoding, done) => done() });
  const streams = { stdin: createReadStream(file), stdout: makeSink(), stderr: makeSink() };
  if ((await runLink(["--check", "-", ...args], streams)) !== 1)
    throw new Error("The checker found no problems.");
}

const directory = mkdtempSync(path.join(os.tmpdir(), "larder-bench-"));
try {
  const lines = makeLines();
  const file = path.join(directory, "links.txt");
  writeFileSync(file, `${lines.join("\n")}\n`);
  const runners: [name: string, run: () => void | Promise<void>, taken: number[]][] = [
    ["new URL(), lines in memory", () => parseAll(lines), []],
    ["--check -, from a file", () => checkAll(file, []), []],
    ["--check - --json, from a file", () => checkAll(file, ["--json"]), []],
  ];
  for (let round = 0; round < rounds; round += 1)
    for (const [, run, taken] of runners) {
      const started = performance.now();
      await run();
      taken.push(performance.now() - started);
    }

  const findMedian = (taken: number[]) =>
    taken.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
  const base = findMedian(runners[0]?.[2] ?? []);
  console.log(`${wanted} links, every fourth damaged; median of ${rounds} rounds in turn.\n`);
  for (const [name, , taken] of runners) {
    const rate = Math.round(wanted / (findMedian(taken) / 1000)).toLocaleString("en");
    console.log(
      `${name.padEnd(30)}${rate.padStart(10)} links/s  ${(findMedian(taken) / base).toFixed(1)} times as long`,
    );
  }
} finally {
  rmSync(directory, { recursive: true, force: true });
}
