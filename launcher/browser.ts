import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright";
import { canInstall, installPackage } from "./find-program";
import { programs } from "./paths";
import { runTool } from "./processes";

const commands = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Finds a browser for the end-to-end tests, installing one if needed. Throws a readable error if it cannot.
 */
export async function findBrowser(): Promise<string> {
  const found = findInstalledBrowser();
  if (found) return found;

  if (canInstall()) {
    console.log("Chromium not found; installing Debian’s …");
    await installPackage("chromium");
  } else {
    console.log("No Chromium or Chrome found; downloading Playwright’s …");
    await runTool([programs.playwright, "install", "chromium"]);
  }
  const installed = findInstalledBrowser();
  if (installed) return installed;
  throw new Error(
    "The end-to-end tests need Chromium or Chrome, and neither could be installed. Install one, or set CHROMIUM_PATH to its executable.",
  );
}

/** Finds CHROMIUM_PATH, an installed Chromium or Chrome, or Playwright's own, in that order. */
export function findInstalledBrowser(): string | undefined {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (!canRun(given)) throw new Error(`CHROMIUM_PATH is ${given}, but that is not a working browser.`);
    return given;
  }
  const directories = (process.env.PATH ?? "").split(path.delimiter).filter(Boolean);
  const candidates = [
    ...commands.flatMap((command) => directories.map((directory) => path.join(directory, command))),
    ...macPlaces,
    chromium.executablePath(),
  ];
  return candidates.find(canRun);
}

/** Checks that a browser starts: libraries may be missing, and Ubuntu's package only points to a snap. */
function canRun(file: string): boolean {
  return existsSync(file) && spawnSync(file, ["--version"], { timeout: 20_000 }).status === 0;
}
