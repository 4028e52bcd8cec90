// Makes dist/: the portal, the worker and the commands, which need nothing but Node.
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { build } from "esbuild";
import { type Manifest, readNodeMajor } from "@/server/manifest";
import { migrationsFolder } from "./migrate";
import { root } from "./paths";

/** The programs of a build, by name. */
export const programs = {
  server: "server/main.ts",
  worker: "worker/main.ts",
  migrate: "scripts/migrate.ts",
  "audit-purge": "scripts/audit-purge.ts",
  catalogue: "scripts/catalogue/catalogue.ts",
  import: "scripts/import/import.ts",
  keys: "scripts/keys.ts",
  doctor: "scripts/doctor.ts",
};

/** Bundles the programs with their dependencies, and copies the migrations. */
export async function bundlePrograms(directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: programs,
    outdir: directory,
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    platform: "node",
    target: "node20",
    format: "esm",
    sourcemap: true,
    sourcesContent: false,
    charset: "utf8",
    external: ["pg-native"],
    // Its other form cannot be bundled.
    alias: { "jsonc-parser": "jsonc-parser/lib/esm/main.js" },
    // CommonJS dependencies call require for Node's own modules.
    banner: {
      js: `import { createRequire as larderRequire } from "node:module"; const require = larderRequire(import.meta.url);`,
    },
    logLevel: "error",
  });
  cpSync(migrationsFolder, path.join(directory, "migrations"), { recursive: true });
  writeFileSync(path.join(directory, "package.json"), `${JSON.stringify({ type: "module" })}\n`);
  for (const name of ["LICENSE", "NOTICE"]) copyFileSync(path.join(root, name), path.join(directory, name));
}

/**
 * Copies Next's standalone server, which leaves out static files.
 * @param checkout where `next build` ran
 */
export function copyNext(checkout: string, directory: string): void {
  const next = path.join(directory, "next");
  const copy = (from: string, to = "") =>
    cpSync(path.join(checkout, from), path.join(next, to), {
      recursive: true,
      // Next links some packages by relative paths.
      verbatimSymlinks: true,
      // Next copies the settings file of the machine that builds.
      filter: (file) => !/^\.env(\.|$)/.test(path.basename(file)),
    });
  copy(".next/standalone");
  copy(".next/static", ".next/static");
  copy("public", "public");
}

/** Writes the manifest of a build, which makes it complete. */
export function writeManifest(directory: string, basePath = ""): void {
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const manifest: Manifest = {
    version,
    commit: readCommit(),
    node: readNodeMajor(),
    basePath,
    files: listSizes(directory),
  };
  writeFileSync(path.join(directory, "manifest.json"), `${JSON.stringify(manifest, null, 1)}\n`);
}

/** Reads the commit that is checked out; null outside a repository, unless COMMIT names it. */
function readCommit(): string | null {
  if (process.env.COMMIT) return process.env.COMMIT;
  if (!existsSync(path.join(root, ".git"))) return null;
  const { stdout } = spawnSync("git", ["rev-parse", "HEAD"], { cwd: root, encoding: "utf8" });
  return stdout?.trim() || null;
}

function listSizes(directory: string): Record<string, number> {
  const files = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "manifest.json")
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  return Object.fromEntries(files.map((file) => [path.relative(directory, file), statSync(file).size]));
}
