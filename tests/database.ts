// Creates a fresh, migrated database for each test file that needs one.
import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { Client, escapeIdentifier } from "pg";
import { migrate, migrationsFolder } from "@/launcher/migrate";
import { applyRoles, type Postgres } from "@/launcher/postgres";

export type TestDatabase = {
  appUrl: string;
  ownerUrl: string;
  purgeUrl: string;
  adminUrl: string;
  drop(): Promise<void>;
};

const template = "larder_template";
const variables = {
  adminUrl: "TEST_DATABASE_ADMIN_URL",
  ownerUrl: "TEST_DATABASE_OWNER_URL",
  appUrl: "TEST_DATABASE_APP_URL",
  purgeUrl: "TEST_DATABASE_PURGE_URL",
} as const;

/** Builds the environment variables that point test processes to the server. */
export function buildTestDatabaseEnvironment(server: Postgres): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([key, name]) => [name, server[key as keyof typeof variables]]),
  );
}

/** Creates the migrated template, once per run, before the first test file. */
export async function prepareTemplate(): Promise<void> {
  const urls = readServerUrls();
  await runOnServer(urls.adminUrl, async (client) => {
    await client.query(`drop database if exists ${template}`);
    await client.query(`create database ${template}`);
  });
  await applyRoles(buildDatabaseUrl(urls.adminUrl, template));
  await migrate(buildDatabaseUrl(urls.ownerUrl, template));
}

/** Creates a copy of the migrated template under a unique name. Drop it when the test file is done. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const urls = readServerUrls();
  const name = `test_${randomBytes(6).toString("hex")}`;
  await runOnServer(urls.adminUrl, (client) =>
    client.query(`create database ${escapeIdentifier(name)} template ${template} owner larder_owner`),
  );
  return {
    appUrl: buildDatabaseUrl(urls.appUrl, name),
    ownerUrl: buildDatabaseUrl(urls.ownerUrl, name),
    purgeUrl: buildDatabaseUrl(urls.purgeUrl, name),
    adminUrl: buildDatabaseUrl(urls.adminUrl, name),
    drop: async () => {
      await runOnServer(urls.adminUrl, (client) =>
        client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`),
      );
    },
  };
}

/** Migrates an empty database as the builds of a level did. */
export async function migrateTo(level: number, ownerUrl: string): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "larder-level-"));
  try {
    cpSync(migrationsFolder, folder, { recursive: true });
    const file = path.join(folder, "meta/_journal.json");
    const journal: { entries: { idx: number }[] } = JSON.parse(readFileSync(file, "utf8"));
    const entries = journal.entries.filter(({ idx }) => idx <= level);
    writeFileSync(file, JSON.stringify({ ...journal, entries }));
    await migrate(ownerUrl, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readServerUrls(): Record<keyof typeof variables, string> {
  const found = Object.entries(variables).map(([key, name]) => {
    if (!process.env[name]) throw new Error(`${name} is not set: run the tests with npm test or npx vitest.`);
    return [key, process.env[name]];
  });
  return Object.fromEntries(found);
}

function buildDatabaseUrl(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function runOnServer<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
