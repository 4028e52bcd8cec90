import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { bundlePrograms, copyNext, writeManifest } from "./bundle";
import { cleanEnvironment } from "./environment";
import { writeNotices } from "./notices";
import { distDirectory, programs, root } from "./paths";
import { runTool } from "./processes";

/** Everything that goes into dist/. */
const sources = [
  "app",
  "components",
  "launcher",
  "lib",
  "messages",
  "public",
  "scripts",
  "server",
  "worker",
  "next.config.js",
  "tailwind.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

/**
 * Makes a build unless it has the same sources. Returns whether it did.
 * @param basePath the portal's path on its host
 * @param env further variables for Next
 */
export async function ensureBuild(
  basePath = "",
  directory = distDirectory,
  env: Record<string, string> = {},
): Promise<boolean> {
  const stamp = path.join(directory, "sources");
  const wanted = hashSources(root, sources) + basePath;
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  await buildAll(wanted, basePath, directory, env);
  return true;
}

/** Builds beside the directory and swaps at the end, so that an interrupted build leaves no half of one. */
async function buildAll(
  wanted: string,
  basePath: string,
  directory: string,
  env: Record<string, string>,
): Promise<void> {
  const partial = `${directory}.partial`;
  rmSync(partial, { recursive: true, force: true });
  const code = await runTool([programs.next, "build", root], {
    ...cleanEnvironment(),
    ...env,
    BASE_PATH: basePath,
  });
  if (code !== 0) throw new Error(`The build failed (exit code ${code}).`);
  await bundlePrograms(partial);
  copyNext(root, partial);
  writeNotices(root, partial);
  writeFileSync(path.join(partial, "sources"), wanted);
  writeManifest(partial, basePath);
  rmSync(directory, { recursive: true, force: true });
  renameSync(partial, directory);
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
