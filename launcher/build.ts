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

/** Builds the portal unless the present build was made from these very sources. Returns whether it built. */
export const ensureBuild = () => buildIn(root, hashSources(root, sources));

/** What a copy of the portal takes along; without a lockfile, Next finds node_modules in the checkout above. */
const unguarded = sources.filter((name) => !["proxy.ts", "package-lock.json"].includes(name));

/** Builds the portal as if somebody had deleted proxy.ts, from a copy in `.data/`. Returns where it stands. */
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

/** Builds what stands in `directory`, unless that was done from sources of the same hash. */
async function buildIn(directory: string, wanted: string): Promise<boolean> {
  const stamp = path.join(directory, ".next/larder-sources");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  // An interrupted build must not look finished.
  rmSync(stamp, { force: true });
  const code = await runTool([programs.next, "build", directory], cleanEnvironment());
  if (code !== 0) throw new Error(`The build failed (exit code ${code}).`);
  writeFileSync(stamp, wanted);
  return true;
}

const isSource = (file: string) => !/\.test\.tsx?$/.test(file);

/** A hash of names and contents below `base`, of Node's major version, and of nothing else. */
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
