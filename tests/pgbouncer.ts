// Runs a real PgBouncer with its defaults in front of a database.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import getPort from "get-port";
import { Client } from "pg";
import { findProgram } from "@/launcher/find-program";
import { start, waitUntilReady } from "@/launcher/processes";

export type Bouncer = { /** Leads through the pooler. */ url: string; stop(): Promise<void> };

/**
 * @param url of the database, with its role
 * @param mode PgBouncer's pool_mode
 * @param connections to the server at most, per role
 */
export async function startPgBouncer(
  url: string,
  mode: "session" | "transaction" | "statement",
  connections = 20,
): Promise<Bouncer> {
  const program = await findProgram("pgbouncer");
  const { hostname, port: serverPort, username, password } = new URL(url);
  const directory = mkdtempSync(path.join(os.tmpdir(), "larder-pgbouncer-"));
  const port = await getPort({ host: "127.0.0.1" });
  const file = path.join(directory, "pgbouncer.ini");
  writeFileSync(path.join(directory, "users.txt"), `"${username}" "${decodeURIComponent(password)}"\n`);
  writeFileSync(
    file,
    `[databases]
* = host=${hostname} port=${serverPort}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${path.join(directory, "users.txt")}
pool_mode = ${mode}
default_pool_size = ${connections}
`,
  );
  // PgBouncer refuses to be root; it opens its files before it changes to the other user.
  const isRoot = process.getuid?.() === 0;
  const server = await start("PgBouncer", program, [...(isRoot ? ["-u", "nobody"] : []), file], {
    logPath: path.join(directory, "pgbouncer.log"),
    stopSignal: "SIGINT",
  });
  const pooled = new URL(url);
  pooled.host = `127.0.0.1:${port}`;
  await waitUntilReady(server, async () => {
    const client = new Client({ connectionString: pooled.href });
    client.on("error", () => {});
    return client.connect().then(
      () => client.end().then(() => true),
      () => undefined,
    );
  });
  return {
    url: pooled.href,
    stop: async () => {
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
