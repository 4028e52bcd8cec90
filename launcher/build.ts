import { createHash } from "node:crypto";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cleanEnvironment } from "./environment";
import { dataDirectory, programs, root } from "./paths";
import { runTool } from "./processes";

/** Everything `next build` reads. */
export const sources = [
  "app",
  "components",
  "lib",
  "i18n",
  "messages",
  "public",
  "proxy.ts",
  "instrumentation.ts",
  "i18n.ts",
  "next.config.js",
  "tailwind.config.ts",
  "postcss.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

/** Builds the portal unless the current build has the same sources. Returns whether it built. */
export const ensureBuild = () => buildIn(root, hashSources(root, sources));

// Without a lockfile in the copy, Next finds node_modules in the checkout above it.
const unguarded = sources.filter((name) => !["proxy.ts", "package-lock.json"].includes(name));

/** Builds a copy of the portal without proxy.ts in `.data/`. Returns its directory. */
export async function buildWithoutProxy(): Promise<string> {
  const directory = path.join(dataDirectory, "without-proxy");
  const wanted = hashSources(root, [...unguarded, "package-lock.json"]);
  for (const name of unguarded) {
    rmSync(path.join(directory, name), { recursive: true, force: true });
    if (existsSync(path.join(root, name)))
      cpSync(path.join(root, name), path.join(directory, name), { recursive: true, filter: isSource });
  }
  await buildIn(directory, wanted);
  return directory;
}

/** Builds `directory` unless its current build has the source hash `wanted`. */
async function buildIn(directory: string, wanted: string): Promise<boolean> {
  const stamp = path.join(directory, ".next/larder-sources");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  // Remove the stamp first, so that an interrupted build does not count as finished.
  rmSync(stamp, { force: true });
  const code = await runTool([programs.next, "build", directory], cleanEnvironment());
  if (code !== 0) throw new Error(`The build failed (exit code ${code}).`);
  writeFileSync(stamp, wanted);
  return true;
}

const isSource = (file: string) => !/\.test\.tsx?$/.test(file);

/** Hashes the names and contents of files below `base`, and Node's major version. */
export function hashSources(base: string, names: string[]): string {
  const hash = createHash("sha256").update(`Node ${process.versions.node.split(".")[0]}\n`);
  for (const file of names.flatMap((name) => listFiles(path.join(base, name))).sort()) {
    const content = readFileSync(file);
    hash.update(`${path.relative(base, file)} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

function listFiles(file: string): string[] {
  if (!existsSync(file)) return [];
  if (statSync(file).isDirectory()) {
    return readdirSync(file).flatMap((name) => listFiles(path.join(file, name)));
  }
  return isSource(file) ? [file] : [];
}
