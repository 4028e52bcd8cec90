// Lists the packages that a build ships: an inventory for machines, and the texts of their licences.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

type Component = { name: string; version: string; "bom-ref": string; licenses?: License[] };
type License = { license?: { id?: string; name?: string }; expression?: string };
type Inventory = { components: Component[]; dependencies: { ref: string; dependsOn: string[] }[] };

type Lock = {
  packages: Record<string, { version?: string; name?: string; dev?: boolean; devOptional?: boolean }>;
};
type Installed = { name: string; version: string; directory: string };

/**
 * Writes sbom.json (CycloneDX, from npm) and THIRD-PARTY-NOTICES into a build.
 * @throws Error if npm cannot list the packages
 */
export function writeNotices(checkout: string, directory: string): void {
  const installed = listInstalled(checkout);
  const inventory = keepOnly(installed, listWithNpm(checkout));
  writeFileSync(path.join(directory, "sbom.json"), `${JSON.stringify(inventory)}\n`);
  const texts = installed.map((one) => formatNotice(one, findLicence(one, inventory)));
  writeFileSync(path.join(directory, "THIRD-PARTY-NOTICES"), texts.join(`\n${"-".repeat(80)}\n\n`));
}

// Native parts of Next's tools for building and for pictures, which no build contains.
const onlyBuilds = /^(sharp$|@img\/|@next\/swc-|@swc\/core|@parcel\/watcher)/;

/** Lists the packages that are installed and needed at run time. */
function listInstalled(checkout: string): Installed[] {
  const lock: Lock = JSON.parse(readFileSync(path.join(checkout, "package-lock.json"), "utf8"));
  return Object.entries(lock.packages).flatMap(([place, { dev, devOptional, version = "", name }]) => {
    const directory = path.join(checkout, place);
    // Packages for other platforms are in the lock file, too.
    if (!place || dev || devOptional || listDirectory(directory).length === 0) return [];
    const own = name ?? place.replace(/^.*node_modules\//, "");
    return onlyBuilds.test(own) ? [] : [{ name: own, version, directory }];
  });
}

/** Asks npm for all packages: with `--omit dev` it loses some that both need. */
function listWithNpm(checkout: string): Inventory {
  const npm = process.env.npm_execpath?.endsWith("npm-cli.js") ? process.env.npm_execpath : undefined;
  const args = ["sbom", "--sbom-format", "cyclonedx"];
  const run = spawnSync(npm ? process.execPath : "npm", npm ? [npm, ...args] : args, {
    cwd: checkout,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.status !== 0)
    throw new Error(`npm sbom failed: ${run.error?.message ?? run.stderr.trim()}\nRun npm install first.`);
  return JSON.parse(run.stdout);
}

function keepOnly(installed: Installed[], inventory: Inventory): Inventory {
  const wanted = new Set(installed.map(({ name, version }) => `${name}@${version}`));
  const components = inventory.components.filter(({ name, version }) => wanted.has(`${name}@${version}`));
  const kept = new Set(components.map((component) => component["bom-ref"]));
  const dependencies = inventory.dependencies
    .filter(({ ref }) => kept.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((other) => kept.has(other)) }));
  return { ...inventory, components, dependencies };
}

function findLicence({ name, version }: Installed, { components }: Inventory): string {
  const found = components.find((component) => component.name === name && component.version === version);
  const names = found?.licenses?.map(({ license, expression }) => license?.id ?? license?.name ?? expression);
  return names?.join(", ") || "no licence named";
}

const isNotice = (name: string) => /^(licen[cs]e|copying|notice)(\W|$)/i.test(name);

/** Formats a package's licence texts, and those of what it brings along compiled, as Next does. */
function formatNotice({ name, version, directory }: Installed, licence: string): string {
  const folders = [directory, ...listDirectory(path.join(directory, "dist/compiled"), true)];
  const texts = folders.flatMap((folder) =>
    listDirectory(folder)
      .filter(isNotice)
      .map((file) => {
        const within = path.relative(directory, path.join(folder, file));
        return `[${within}]\n${readFileSync(path.join(folder, file), "utf8").trim()}\n`;
      }),
  );
  return [`${name} ${version} (${licence})`, "", ...texts].join("\n");
}

/** Lists a directory's files, or the paths of its directories and of those within a scope; none if it is missing. */
function listDirectory(directory: string, asFolders = false): string[] {
  try {
    const entries = readdirSync(directory, { withFileTypes: true });
    if (!asFolders) return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
    return entries
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => {
        const folder = path.join(directory, name);
        return name.startsWith("@") ? listDirectory(folder, true) : [folder];
      });
  } catch {
    return [];
  }
}
