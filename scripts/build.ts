import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cleanEnvironment } from "./environment";
import { programs, root } from "./paths";
import { runTool } from "./processes";

/** Everything `next build` reads. */
const sources = [
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

const stamp = path.join(root, ".next/larder-sources");

/** Builds the portal unless the present build was made from these very sources. Returns whether it built. */
export async function ensureBuild(): Promise<boolean> {
  const wanted = hashSources(root, sources);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  // An interrupted build must not look finished.
  rmSync(stamp, { force: true });
  const code = await runTool([programs.next, "build"], cleanEnvironment());
  if (code !== 0) throw new Error(`The build failed (exit code ${code}).`);
  writeFileSync(stamp, wanted);
  return true;
}

/** A hash of names and contents below `base`, of Node's major version, and of nothing else. */
export function hashSources(base: string, names: string[]): string {
  const hash = createHash("sha256").update(`Node ${process.versions.node.split(".")[0]}\n`);
  for (const file of names.flatMap((name) => filesBelow(path.join(base, name))).sort()) {
    const content = readFileSync(file);
    hash.update(`${path.relative(base, file)} ${content.length}\n`).update(content);
  }
  return hash.digest("hex");
}

function filesBelow(file: string): string[] {
  if (!existsSync(file)) return [];
  if (statSync(file).isDirectory()) {
    return readdirSync(file).flatMap((name) => filesBelow(path.join(file, name)));
  }
  return /\.test\.tsx?$/.test(file) ? [] : [file];
}
