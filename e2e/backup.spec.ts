import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { Client } from "pg";
import { expect, type Page, test } from "playwright/test";
import { findPostgresPrograms } from "../launcher/find-program";
import { migrate } from "../launcher/migrate";
import { root } from "../launcher/paths";
import type { Portal } from "../launcher/portal";
import { type Postgres, startTemporaryPostgres } from "../launcher/postgres";
import { seed } from "../launcher/seed";
import { type IdentityProvider, makePerson, startIdentityProvider } from "./support/identity-provider";
import { readPortalOptions, reservePortal, startOtherPortal } from "./support/portals";

// Runs the commands of docs/backup.md as they stand there, from one server to another, between two halves of a journey.

test.describe.configure({ mode: "serial" });

const key = "lk_of-the-backup";
/** New ones: the roles' passwords are in no dump. */
const passwords = { larder_owner: "owner-2", larder_app: "app-2", larder_purge: "purge-2" };
let bin: string;
let scratch: string;
let servers: [Postgres, Postgres];
let address: { port: number; url: string };
let identity: IdentityProvider;
let portal: Portal | undefined;

test.beforeAll(async () => {
  bin = await findPostgresPrograms();
  scratch = mkdtempSync(path.join(os.tmpdir(), "larder-backup-"));
  symlinkSync(path.join(root, "deploy"), path.join(scratch, "deploy"));
  servers = [await startTemporaryPostgres(bin), await startTemporaryPostgres(bin)];
  const [{ ownerUrl }, empty] = servers;
  await migrate(ownerUrl);
  await seed(ownerUrl);
  await run(
    ownerUrl,
    "insert into api_keys (name, key_hash, hint, scopes, expires_at) values ($1, $2, $3, $4, $5)",
    [
      ...["Shop", createHash("sha256").update(key).digest(), "lk_"],
      ...[["customers:write"], new Date(Date.now() + 3600_000)],
    ],
  );
  // As a provider hands it over: nobody can be a superuser.
  await run(empty.adminUrl, "drop database larder");
  await run(empty.adminUrl, "drop role larder_owner, larder_app, larder_purge");
  await run(empty.adminUrl, "create role master login createdb createrole password 'master'");
  address = await reservePortal();
  identity = await startIdentityProvider([address.url], [makePerson("nobody", "Nobody Else")]);
});
test.afterAll(async () => {
  await portal?.stop();
  await identity?.stop();
  for (const server of servers ?? []) await server.stop();
  rmSync(scratch, { recursive: true, force: true });
});

async function run<Row>(url: string, sql: string, values?: unknown[]): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}

/** An address of the second server. */
function buildUrl(role: keyof typeof passwords): string {
  const { port } = new URL(servers[1].adminUrl);
  return `postgresql://${role}:${passwords[role]}@127.0.0.1:${port}/larder`;
}

/** Reads the commands under a heading of the page. */
function readCommands(heading: string): string[] {
  const page = readFileSync(path.join(root, "docs/backup.md"), "utf8");
  const section = page.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? "";
  const commands = [...section.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, command = ""]) => command);
  expect(commands, `commands under ${heading}`).not.toEqual([]);
  return commands;
}

/** Runs commands without a terminal, so that psql reads passwords from `input`. @returns what they printed */
async function runCommands(commands: string, ownerUrl: string, input = ""): Promise<string> {
  const child = spawn("sh", ["-euc", commands], {
    cwd: scratch,
    detached: true,
    env: {
      PATH: `${bin}:${path.dirname(process.execPath)}:${process.env.PATH}`,
      ...{ PGHOST: "127.0.0.1", PGPORT: new URL(servers[1].adminUrl).port },
      ...{ PGUSER: "master", PGPASSWORD: "master", DATABASE_OWNER_URL: ownerUrl },
      NEXTAUTH_SECRET: readPortalOptions().secret,
    } as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv,
  });
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.stdin.end(input);
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  expect(await exited, `${commands}\n${output}${errors}`).toBe(0);
  return output;
}

const start = (databaseUrl: string) =>
  startOtherPortal({
    ...{ port: address.port, databaseUrl },
    env: { OIDC_ISSUER: identity.issuer, SIGN_IN: "oidc,email" },
  });

const deleteOliver = () =>
  fetch(`${address.url}/api/v1/customers/oliver`, {
    method: "DELETE",
    headers: { authorization: `Bearer ${key}` },
  });

const getHeading = (page: Page) => page.getByRole("heading", { level: 1 });

async function signIn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Use your Hearthby account" }).click();
  // The provider remembers who signed in before.
  const person = page.getByRole("button", { name: "Emily Carter" });
  await expect(person.or(getHeading(page).filter({ hasText: /device|coffee/i }))).toBeVisible();
  if (await person.isVisible()) await person.click();
}

async function openSupplies(page: Page): Promise<void> {
  await page.getByRole("link", { name: /^Supply tracking/ }).click();
  const signInButton = page.getByRole("button", { name: "Sign in" });
  const heading = getHeading(page).filter({ hasText: "Supply tracking" });
  await expect(signInButton.or(heading)).toBeVisible();
  if (await signInButton.isVisible()) await signInButton.click();
  await expect(heading).toBeVisible();
}

async function exit(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Exit", exact: true }).click();
}

const expectBack = (page: Page) =>
  expect(page.getByRole("main").getByText("You’re back from Amazon.")).toContainText(
    "You opened Supply tracking for Morning coffee.",
  );

test("a dump restores to a server of which nobody is a superuser, and the journey goes on", async ({
  page,
  request,
}) => {
  const [{ appUrl, ownerUrl }] = servers;
  portal = await start(appUrl);
  await page.goto(`${address.url}/sign-in`);
  await signIn(page);
  await page.getByRole("link", { name: "Morning coffee" }).click();
  await openSupplies(page);
  await request.post(`${address.url}/sign-in/code/send`, {
    form: { email: "jonas@example.com" },
    headers: { origin: address.url },
  });

  const [backUp = ""] = readCommands("Back up");
  await runCommands(backUp, ownerUrl);
  expect((await deleteOliver()).status).toBe(204);
  await portal.stop();
  copyFileSync(portal.logPath, path.join(scratch, "portal.log"));

  const [restore = "", afterwards = ""] = readCommands("Restore");
  // Each is asked for twice.
  const typed = Object.values(passwords).map((password) => `${password}\n${password}\n`);
  await runCommands(restore, buildUrl("larder_owner"), typed.join(""));
  // Tables, rows, owners, grants, triggers: the new database's dump reads as the old one's.
  const readDump = async (command: string) =>
    (await runCommands(command, buildUrl("larder_owner")))
      .split("\n")
      .filter((line) => !/^(--|\\)/.test(line));
  expect(await readDump('pg_dump "$DATABASE_OWNER_URL"')).toEqual(
    await readDump("pg_restore -f - larder.dump"),
  );

  const queued = "select count(*)::int as count from pgboss.job where state < 'completed'";
  expect(await run(buildUrl("larder_owner"), queued)).toEqual([{ count: 1 }]);
  await runCommands(afterwards, buildUrl("larder_owner"));
  expect(await run(buildUrl("larder_owner"), queued)).toEqual([{ count: 0 }]);
  await servers[0].stop();

  portal = await start(buildUrl("larder_app"));
  await exit(page);
  await expect(page.getByText("Sign in to continue where you left off.")).toBeVisible();
  await signIn(page);
  await expectBack(page);
  await openSupplies(page);
  await exit(page);
  await expectBack(page);
});

test("who deleted their account since the backup is found in the log, and deleted again", async () => {
  const findOliver = () =>
    run<{ id: string }>(buildUrl("larder_owner"), "select id from customers where external_id = 'oliver'");
  const [oliver] = await findOliver();
  const [command = ""] = readCommands("Delete again");
  expect(await runCommands(command, buildUrl("larder_owner"))).toBe(`${oliver?.id}\n`);
  expect((await deleteOliver()).status).toBe(204);
  expect(await findOliver()).toEqual([]);
});

test("the portal still cannot change the audit, and the purge still can", async () => {
  const change = "delete from audit_events";
  await expect(run(buildUrl("larder_app"), change)).rejects.toThrow("permission denied");
  await run(buildUrl("larder_purge"), change);
});
