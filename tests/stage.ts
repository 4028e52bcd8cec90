// Sets up tests of domains and route handlers: environment, rows, and requests like a browser's.
import { createServer } from "node:net";
import { devNull } from "node:os";
import { sql } from "drizzle-orm";
import { NextRequest } from "next/server";
import { Client, type Pool } from "pg";
import { sessionScope, startSession } from "@/lib/auth/sessions/sessions";
import {
  closeDatabase,
  createHandle,
  customers,
  deviceModels,
  devices,
  pool,
  slots,
  staff,
  units,
} from "@/lib/db";
import { hashClaimCode } from "@/lib/devices/hash-claim-code";
import { settingNames } from "@/lib/env";
import type { Id } from "@/lib/scope";
import type { Customer, SignedIn, Staff } from "@/lib/viewer";
import { createTestDatabase } from "./database";

type Settings = Record<string, string>;

/** A complete, valid environment. No address in it exists. */
export const testSettings: Settings = {
  NEXTAUTH_URL: "http://localhost:3000",
  NEXTAUTH_SECRET: "a secret for tests, long enough to be taken",
  DATABASE_URL: "postgres://nobody:none@127.0.0.1:9/none",
  OIDC_ISSUER: "http://127.0.0.1:9",
  OIDC_CLIENT_ID: "larder",
  OIDC_CLIENT_SECRET: "secret",
  DASH_VENDOR_CODE: "V1",
  PARTNER_NAME: "Hearthby",
};

/** Replaces all settings; no settings file adds to them. */
export function setSettings(settings: Settings): void {
  for (const name of settingNames) delete process.env[name];
  Object.assign(process.env, { SETTINGS_FILE: devNull }, testSettings, settings);
}

export const modelIds = { printer: "RX-100", coffee: "CM-2" } as const;

const documented = ["US", "GB", "DE", "FR", "IT", "ES", "JP"];

/**
 * Creates a fresh database with two models, and points the environment at it.
 * `db` connects as the schema's owner, so that tests insert rows without the product's code.
 */
export async function createTestStage(settings: Settings = {}) {
  const database = await createTestDatabase();
  setSettings({ DATABASE_URL: database.appUrl, ...settings });
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const db = createHandle(owner);
  await db.insert(deviceModels).values([
    { modelId: modelIds.printer, name: "Inkwell 4", drawing: "printer", countries: documented },
    { modelId: modelIds.coffee, name: "Brew 2", drawing: "coffee-machine", countries: [...documented, "ZA"] },
  ]);
  await db.insert(slots).values([
    {
      modelId: modelIds.printer,
      position: 1,
      instance: "Cyan",
      name: "Cyan",
      supply: "ink-cartridge",
      sensor: "level",
    },
    {
      modelId: modelIds.printer,
      position: 0,
      instance: "Black",
      name: "Black",
      supply: "ink-cartridge",
      sensor: "level",
    },
    {
      modelId: modelIds.coffee,
      position: 0,
      instance: "Pods",
      name: "Pods",
      supply: "coffee-pod",
      sensor: "usage",
    },
  ]);

  async function addCustomer(fields: Partial<typeof customers.$inferInsert> = {}): Promise<Customer> {
    const { id = crypto.randomUUID(), name = null, country = "DE", language = null } = fields;
    await db.insert(customers).values({ ...fields, id, name, country, language });
    return { kind: "customer", id, sessionId: crypto.randomUUID(), name, country, language };
  }

  async function addStaff(role: Staff["role"] = "support"): Promise<Staff> {
    const [id, name] = [crypto.randomUUID(), "Sam"];
    await db.insert(staff).values({ id, role, name });
    return {
      kind: "staff",
      id,
      sessionId: crypto.randomUUID(),
      role,
      name,
      language: null,
      network: "192.0.2.0/24",
    };
  }

  /** @returns the device's id */
  async function addDevice(
    owner: Customer,
    modelId: string = modelIds.printer,
    fields: Partial<typeof devices.$inferInsert> = {},
  ): Promise<Id> {
    const [id, serial] = [crypto.randomUUID(), crypto.randomUUID()];
    const device = { id, customerId: owner.id, modelId, name: "Kitchen", serial, ...fields };
    await db.insert(devices).values(device);
    return device.id as Id;
  }

  /** Adds a unit without an owner. */
  async function addUnit(modelId: string, serial: string, code: string): Promise<void> {
    await db.insert(units).values({ modelId, serial, ...hashClaimCode(code) });
  }

  /** @returns the raw token for the session cookie */
  const signIn = (
    viewer: Pick<SignedIn, "kind" | "id">,
    idToken: string | null = null,
    providerSession: string | null = null,
  ): Promise<string> =>
    startSession(
      viewer.kind === "customer" ? { customerId: viewer.id as Id } : { staffId: viewer.id as Id },
      {
        idToken,
        providerSession,
        oldToken: null,
        expiresAt: new Date(Date.now() + 3600_000),
        agent: { device: null, browser: null },
      },
    );

  /** Signs somebody in. @returns the scope of their session */
  const openSession = async (viewer: Pick<SignedIn, "kind" | "id">) => sessionScope(await signIn(viewer));

  /**
   * Waits until `count` of the portal's connections to this database wait for locks. Asks on a connection of its own,
   * since the owner may be in a transaction, within which this view never changes.
   */
  async function waitForLocks(count: number): Promise<void> {
    const watcher = new Client({ connectionString: database.adminUrl });
    await watcher.connect();
    try {
      for (let waiting = 0; waiting < count; ) {
        const { rows } = await watcher.query<{ waiting: number }>(
          `select count(*)::int as waiting from pg_stat_activity
           where datname = $1 and application_name like 'larder%' and wait_event_type = 'Lock'`,
          [owner.database],
        );
        waiting = rows[0]?.waiting ?? 0;
      }
    } finally {
      await watcher.end();
    }
  }

  /**
   * Runs `work` many times at once: keeps `table` locked until all calls (or all ten pool connections) wait.
   * Otherwise a cold pool or a quick statement would run them one after another.
   */
  async function atOnce<T>(table: string, times: number, work: () => Promise<T>): Promise<T[]> {
    await Promise.all(Array.from({ length: 10 }, () => pool().execute(sql`select 1`)));
    // On a busy machine, calls wait for one of them longer than requests may.
    const { options } = pool().$client as Pool;
    const { connectionTimeoutMillis } = options;
    options.connectionTimeoutMillis = 60_000;
    await owner.query(`begin; lock table ${table}`);
    const running = Promise.all(Array.from({ length: times }, work));
    try {
      await waitForLocks(Math.min(times, 10));
    } finally {
      await owner.query("commit");
    }
    return running.finally(() => Object.assign(options, { connectionTimeoutMillis }));
  }

  async function stop(): Promise<void> {
    await closeDatabase();
    await owner.end();
    await database.drop();
  }

  return {
    database,
    db,
    owner,
    addCustomer,
    addStaff,
    addDevice,
    addUnit,
    openSession,
    signIn,
    waitForLocks,
    atOnce,
    stop,
  };
}

export type TestStage = Awaited<ReturnType<typeof createTestStage>>;

type Cookies = Record<string, string | null>;

const buildCookieHeader = (cookies: Cookies): string =>
  Object.entries(cookies)
    .flatMap(([name, value]) => (value === null ? [] : `${name}=${value}`))
    .join("; ");

export const createRequest = (
  path: string,
  cookies: Cookies = {},
  {
    method = "GET",
    headers = {},
    body,
  }: { method?: string; headers?: Settings; body?: URLSearchParams | FormData } = {},
): NextRequest =>
  new NextRequest(`http://localhost:3000${path}`, {
    method,
    body,
    headers: { cookie: buildCookieHeader(cookies), ...headers },
  });

/** Headers that browsers send with prefetches and previews, before any click. */
export const prefetchHeaders: [name: string, value: string][] = [
  ["Purpose", "prefetch"],
  ["Sec-Purpose", "prefetch"],
  ["Sec-Purpose", "prefetch;prerender"],
  ["X-Purpose", "preview"],
  ["X-Moz", "prefetch"],
  ["Next-Router-Prefetch", "1"],
];

/** Counts the database queries that `work` makes. */
export async function countQueries<T>(work: () => Promise<T>): Promise<[result: T, queries: number]> {
  const { query } = Client.prototype;
  let queries = 0;
  Client.prototype.query = function (this: Client, ...given: unknown[]) {
    queries += 1;
    return Reflect.apply(query, this, given);
  } as typeof query;
  try {
    return [await work(), queries];
  } finally {
    Client.prototype.query = query;
  }
}

/** Starts a server that accepts connections and never responds. */
export async function startSilentServer(): Promise<{ port: number; stop(): Promise<void> }> {
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => void sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : 0,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
