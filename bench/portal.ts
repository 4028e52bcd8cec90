// A portal to measure: its own PostgreSQL with fsync, a signed-in customer with 24 devices.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import type { Client } from "pg";
import { connect } from "@/launcher/connect";
import { cleanEnvironment } from "@/launcher/environment";
import { logDirectory, root } from "@/launcher/paths";
import { buildPortalEnvironment, buildPortalUrl } from "@/launcher/portal";
import { findFreePorts } from "@/launcher/ports";
import { type Postgres, startTemporaryPostgres } from "@/launcher/postgres";
import { type Child, runTool, startNode, waitForAnswer } from "@/launcher/processes";
import { plantReadings } from "@/tests/plant-readings";
import type { Site } from "./empty";

/** Tokens of a session and of a browser: fixed, so that the same browser comes again. */
export const tokens = { session: "s".repeat(43), browser: "b".repeat(43) };

/** Never contacted. */
export const off = "http://127.0.0.1:9";

export const modelId = "HB-INKWELL-4";
export const vendorCode = "BENCH";

export type Measured = Site & {
  /** The address that its redirects name. */
  publicUrl: string;
  /** The customer's cookies. */
  cookie: string;
  /** One of the customer's 24 devices. */
  deviceId: string;
  database: Postgres;
  /** Where its launches for supplies lead. */
  location: string;
};

/** Runs an npm script in a checkout, with that checkout's packages and files. */
async function runIn(directory: string, script: string, env?: Record<string, string>): Promise<void> {
  const args = ["--prefix", directory, "--silent", "run", script];
  const code = await runTool(args, { ...cleanEnvironment(), ...env }, "npm");
  if (code !== 0) throw new Error(`npm run ${script} failed in ${directory} (exit code ${code}).`);
}

/**
 * Starts a PostgreSQL that keeps what it was told, as in production, and brings a checkout's schema into it.
 * @throws Error if TEST_POSTGRES_BIN names no PostgreSQL
 */
export async function startDatabase(directory = root): Promise<Postgres> {
  const bin = process.env.TEST_POSTGRES_BIN;
  if (bin && !existsSync(path.join(bin, "initdb")))
    throw new Error(
      `TEST_POSTGRES_BIN must name a directory with PostgreSQL's programs; ${bin} has no initdb.`,
    );
  const database = await startTemporaryPostgres(bin, {
    fsync: "on",
    synchronous_commit: "on",
    full_page_writes: "on",
    shared_buffers: "1GB",
  });
  await runIn(directory, "db:migrate", { DATABASE_OWNER_URL: database.ownerUrl });
  return database;
}

/** Makes a checkout's build, unless it is there. */
export const buildPortal = (directory = root): Promise<void> => runIn(directory, "build");

type Options = {
  /** Of its log. */
  name: string;
  database: Postgres;
  directory?: string;
  /** Of the build, if it is not the directory's own. */
  dist?: string;
  /** Another way to the database, such as a proxy. */
  databaseUrl?: string;
  /** Modules to load before. */
  imports?: string[];
  env?: Record<string, string>;
};

/** Starts a checkout's portal, built before, on a port, and does not wait until it is ready. It runs until `endAll`. */
export function spawnPortal(port: number, options: Options): Promise<Child> {
  const { name, database, directory = root, imports = [], env = {} } = options;
  const { dist = path.join(directory, "dist"), databaseUrl = database.appUrl } = options;
  const args = [...imports.flatMap((file) => ["--import", file]), path.join(dist, "server.js")];
  return startNode(`The portal of ${directory}`, args, {
    env: buildPortalEnvironment({
      sandbox: { eu: off, na: off, fe: off, app: off, issuer: off, smtp: "smtp://127.0.0.1:9" },
      vendorCode,
      clientSecret: "secret",
      secret: "a secret for benchmarks, long enough to be taken",
      env: { PARTNER_NAME: "Hearthby", ...env },
      port,
      databaseUrl,
    }),
    cwd: directory,
    logPath: path.join(logDirectory, `bench-${name}.log`),
  });
}

/** Starts a checkout's portal, built before, with the customer of the benchmarks. It runs until `endAll`. */
export async function startMeasured(options: Options): Promise<Measured> {
  const { database } = options;
  const deviceId = await ensureCustomer(database);
  const { port } = await findFreePorts("port");
  const portal = await spawnPortal(port, options);
  const url = `http://127.0.0.1:${port}`;
  await waitForAnswer(portal, `${url}/api/health/ready`);
  const exitUri = encodeURIComponent(`${buildPortalUrl(port)}/return`);
  const query = `vendorCode=${vendorCode}&modelId=${modelId}&exitUri=${exitUri}&settings=true`;
  return {
    url,
    publicUrl: buildPortalUrl(port),
    pid: portal.pid,
    cookie: `larder.session=${tokens.session}; larder.browser=${tokens.browser}`,
    deviceId,
    database,
    location: `${off}/drs/partner/page/sensor_tracking_selection?${query}`,
  };
}

/** Inserts the signed-in customer, unless there is one, in columns of every schema version. Returns a device's id. */
async function ensureCustomer({ ownerUrl }: Postgres): Promise<string> {
  const client = await connect(ownerUrl);
  try {
    const known = await client.query("select d.id from devices d where d.serial = 'BENCH-1'");
    return known.rows[0]?.id ?? (await insertCustomer(client));
  } finally {
    await client.end();
  }
}

async function insertCustomer(client: Client): Promise<string> {
  await client.query(
    `insert into device_models (model_id, name, drawing) values
       ($1, 'Inkwell 4', 'printer'), ('HB-BREW-2', 'Brew 2', 'coffee-machine'), ('HB-CLEAR-1', 'Clear', 'water-filter')`,
    [modelId],
  );
  await client.query(
    `insert into slots (model_id, position, instance, name, supply, sensor)
     select $1, n, 'Ink.' || n, (array['Black', 'Cyan', 'Magenta', 'Yellow'])[n + 1] || ' ink', 'ink-cartridge', 'level'
     from generate_series(0, 3) n
     union all values ('HB-BREW-2', 0, 'Pods', 'Coffee pods', 'coffee-pod', 'usage'),
       ('HB-CLEAR-1', 0, 'Filter', 'Water filter', 'water-filter', 'level-usage')`,
    [modelId],
  );
  const { rows } = await client.query(
    `with customer as (insert into customers (name, country) values ('Emily Carter', 'DE') returning id),
       signed_in as (insert into sessions (token_hash, customer_id, expires_at)
         select $2, id, now() + interval '1 day' from customer)
     insert into devices (customer_id, model_id, name, serial)
     select id, (array[$1, 'HB-BREW-2', 'HB-CLEAR-1'])[(n - 1) % 3 + 1],
       (array['Kitchen printer', 'Coffee machine', 'Water jug'])[(n - 1) % 3 + 1] || ' ' || n, 'BENCH-' || n
     from customer, generate_series(1, 24) n
     returning id, serial`,
    [modelId, createHash("sha256").update(tokens.session).digest()],
  );
  await insertReadings(client);
  await client.query("vacuum (analyze)");
  return rows.find(({ serial }) => serial === "BENCH-1").id;
}

/** Gives each slot of each device a reading, if the schema has readings. */
async function insertReadings(client: Client): Promise<void> {
  const { rows } = await client.query("select to_regclass('readings') is not null as has");
  if (!rows[0]?.has) return;
  const { rows: devices } = await client.query<{ id: string }>(
    "select id from devices where serial like 'BENCH-%'",
  );
  await client.query(plantReadings, [devices.map(({ id }) => id)]);
}

/** Whether a folder holds a build. */
export const isBuilt = (directory: string): boolean => existsSync(path.join(directory, "dist/manifest.json"));
