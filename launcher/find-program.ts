import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { runTool } from "./processes";

/** Where Debian keeps programs of the system, which are not in the PATH of its users. */
const systemDirectories = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/** Finds one of the programs, in the order given. */
export function findInstalled(names: readonly string[]): string | undefined {
  const directories = [
    ...(process.env.PATH ?? "").split(path.delimiter).filter(Boolean),
    ...systemDirectories,
  ];
  return names
    .flatMap((name) => directories.map((directory) => path.join(directory, name)))
    .find((file) => existsSync(file));
}

/** Whether Debian's packages can be installed here. */
export const canInstall = (): boolean =>
  process.getuid?.() === 0 &&
  existsSync("/etc/os-release") &&
  /^ID="?debian"?$/m.test(readFileSync("/etc/os-release", "utf8"));

/** Installs one of Debian's packages. */
export async function installPackage(name: string): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await runTool(["update"], env, "apt-get");
  await runTool(["install", "-y", "--no-install-recommends", name], env, "apt-get");
}

/** Installs the font that Debian's Chromium recommends, if it is missing and can be: tests need a font of known widths. */
export async function ensureFont(): Promise<void> {
  if (!canInstall() || existsSync("/usr/share/fonts/truetype/liberation")) return;
  console.log("Liberation not found; installing Debian’s …");
  await installPackage("fonts-liberation");
}

/**
 * Finds a program that tests need, and installs its Debian package of the same name if it is missing.
 * @throws Error that says what to install
 */
export async function findProgram(name: string): Promise<string> {
  if (!findInstalled([name]) && canInstall()) {
    console.log(`${name} not found; installing Debian’s …`);
    await installPackage(name);
  }
  const found = findInstalled([name]);
  if (!found) throw new Error(`The tests need ${name}. Install it.`);
  return found;
}

const debianVersions = "/usr/lib/postgresql";

/**
 * Finds the directory of an installed PostgreSQL that has pg_dump and psql, which the npm package lacks: that of
 * TEST_POSTGRES_BIN, or the newest of Debian's. Installs Debian's if there is none.
 * @throws Error that says what to install
 */
export async function findPostgresPrograms(): Promise<string> {
  const list = () => [
    process.env.TEST_POSTGRES_BIN ?? "",
    ...(existsSync(debianVersions) ? readdirSync(debianVersions) : [])
      .sort((one, other) => Number(other) - Number(one))
      .map((version) => path.join(debianVersions, version, "bin")),
  ];
  const isComplete = (bin: string) =>
    ["postgres", "initdb", "pg_dump", "psql"].every((name) => existsSync(path.join(bin, name)));
  if (!list().some(isComplete) && canInstall()) {
    console.log("pg_dump not found; installing Debian’s PostgreSQL …");
    await installPackage("postgresql");
  }
  const found = list().find(isComplete);
  if (!found)
    throw new Error(
      "The tests need a PostgreSQL with pg_dump. Install one, and name its directory in TEST_POSTGRES_BIN.",
    );
  return found;
}
