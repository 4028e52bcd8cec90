// Looks at pages as Lighthouse does for phones: a slow network and a slow processor, by simulation.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import lighthouse, { type Flags } from "lighthouse";
import { findInstalledBrowser } from "@/launcher/browser";
import { logDirectory } from "@/launcher/paths";
import { findFreePorts } from "@/launcher/ports";
import { start, waitForAnswer } from "@/launcher/processes";

/** One look at a page: times in milliseconds, sizes in bytes as transferred. */
export type Look = {
  score: number;
  lcp: number;
  blocking: number;
  scripting: number;
  shift: number;
  bytes: number;
  scriptBytes: number;
};

/** What the table of Lighthouse calls work of scripts. */
const scripting = ["scriptEvaluation", "scriptParseCompile"];

/**
 * Starts Chromium with a profile of its own, which runs until `endAll`. It reaches nothing but this machine.
 * @returns the port by which Lighthouse drives it
 * @throws Error if there is no Chromium, or it does not start
 */
export async function startBrowser(): Promise<number> {
  const program = findInstalledBrowser();
  if (!program)
    throw new Error(
      "Lighthouse needs Chromium or Chrome. Install one, or set CHROMIUM_PATH to its executable.",
    );
  const { port } = await findFreePorts("port");
  const profile = mkdtempSync(path.join(tmpdir(), "larder-lighthouse-"));
  process.on("exit", () => rmSync(profile, { recursive: true, force: true, maxRetries: 3 }));
  const browser = await start(
    "Chromium",
    program,
    [
      "--headless=new",
      // Chromium's sandbox does not work as root.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
      `--remote-debugging-port=${port}`,
      `--user-data-dir=${profile}`,
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-extensions",
      "--disable-sync",
    ],
    { logPath: path.join(logDirectory, "bench-chromium.log") },
  );
  await waitForAnswer(browser, `http://127.0.0.1:${port}/json/version`);
  return port;
}

/**
 * Loads a page anew, with nothing in the cache. Used as a module, Lighthouse reports to nobody; only its command does.
 * @param cookie of who is signed in
 * @throws Error if the page fails or leads elsewhere
 */
export async function lookAt(port: number, url: string, cookie?: string): Promise<Look> {
  const flags: Flags = {
    hostname: "127.0.0.1",
    port,
    onlyCategories: ["performance"],
    ...(cookie && { extraHeaders: { Cookie: cookie } }),
  };
  const lhr = (await lighthouse(url, flags))?.lhr;
  if (!lhr || lhr.runtimeError)
    throw new Error(`${url}: ${lhr?.runtimeError?.message ?? "Lighthouse failed."}`);
  if (lhr.finalDisplayedUrl !== url) throw new Error(`${url} led to ${lhr.finalDisplayedUrl}.`);
  const read = (audit: string): number => {
    const value = lhr.audits[audit]?.numericValue;
    if (value === undefined) throw new Error(`${url}: Lighthouse has no ${audit}.`);
    return value;
  };
  const sum = (audit: string, field: string, isWanted: (row: Record<string, unknown>) => boolean): number => {
    const details = lhr.audits[audit]?.details;
    const rows = details && "items" in details ? (details.items as Record<string, unknown>[]) : [];
    return rows.filter(isWanted).reduce((all, row) => all + Number(row[field] ?? 0), 0);
  };
  return {
    score: 100 * (lhr.categories.performance?.score ?? 0),
    lcp: read("largest-contentful-paint"),
    blocking: read("total-blocking-time"),
    scripting: sum("mainthread-work-breakdown", "duration", ({ group }) => scripting.includes(String(group))),
    shift: read("cumulative-layout-shift"),
    bytes: read("total-byte-weight"),
    scriptBytes: sum("network-requests", "transferSize", ({ resourceType }) => resourceType === "Script"),
  };
}
