// Tests npm run keys.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { cleanEnvironment } from "@/launcher/environment";
import { root } from "@/launcher/paths";
import { findClient, isWellFormedKey } from "@/lib/api-keys";
import { createTestStage, type TestStage } from "@/tests/stage";
import { runKeys } from "./manage-keys";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(() => portal.owner.query("truncate api_keys"));

const run = (...args: string[]) => runKeys(args, portal.database.appUrl);
const create = (...args: string[]) => run("create", "--name", "Web shop", ...args);
const list = async () => (await portal.owner.query("select * from api_keys order by created_at")).rows;

it("prints the key alone to standard output, and the rest to standard error", async () => {
  const program = path.join(process.env.TEST_PROGRAMS ?? "", "keys.js");
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [program, "create", "--name", "Web shop", "--for", "shop"],
    { cwd: root, env: { ...cleanEnvironment(), DATABASE_URL: portal.database.appUrl }, encoding: "utf8" },
  );
  expect([status, stderr]).toEqual([
    0,
    expect.stringMatching(/^Made the key Web shop \([0-9a-f-]{36}\) for /),
  ]);
  expect(stdout).toMatch(/^lk_\w{39}\n$/);
  const key = stdout.trim();
  expect(isWellFormedKey(key)).toBe(true);
  expect(stderr).not.toContain(key);
  expect((await findClient(key, null))?.client.scopes).toEqual([
    ...["customers:write", "devices:write", "catalogue:read", "links:read"],
  ]);
});

it("makes a key for a year, or for the days and scopes that it is given", async () => {
  await create("--for", "app");
  await create("--scopes", "customers:write, links:read", "--days", "90");
  const days = (row: { expires_at: Date }) =>
    Math.round((row.expires_at.getTime() - Date.now()) / 86_400_000);
  expect((await list()).map((row) => [row.scopes, days(row), row.created_by])).toEqual([
    [["devices:read", "links:read"], 365, null],
    [["customers:write", "links:read"], 90, null],
  ]);
});

it("lists keys as a table, without the keys", async () => {
  expect(await run("list")).toEqual({ answer: "", explanation: "There are no keys yet." });
  const { answer: key } = await create("--for", "app");
  const { answer } = await run("list");
  const [head, row, ...more] = answer.split("\n");
  expect(head).toMatch(/^ID +KEY +STATE +EXPIRES +USED +NAME +SCOPES$/);
  expect(row).toMatch(
    /^[0-9a-f-]{36} {2}lk_\w{4}… {2}active +\d{4}-\d\d-\d\d +never +Web shop +devices:read,links:read$/,
  );
  expect([more, answer.includes(key)]).toEqual([[], false]);
});

it.each(["id", "hint"])("revokes a key by its %s, and says so again", async (column) => {
  const { answer: key } = await create("--for", "app");
  const [row] = await list();
  const { answer, explanation } = await run("revoke", row[column]);
  expect([answer, explanation]).toEqual([
    "",
    expect.stringContaining(`Revoked the key Web shop (${row.id}).`),
  ]);
  expect(await findClient(key, null)).toBeNull();
  expect((await run("revoke", row[column])).explanation).toContain("was already revoked");
});

it("revokes the key in use of two with the same first characters, and asks for an id if both are", async () => {
  const keys = [await create("--for", "app"), await create("--for", "app")];
  await portal.owner.query("update api_keys set hint = 'lk_same'");
  const [first, second] = await list();
  await expect(run("revoke", "lk_same")).rejects.toThrow(
    `Several keys begin with lk_same. Name one by its id: `,
  );
  await run("revoke", first.id);
  expect((await run("revoke", "lk_same")).explanation).toContain(second.id);
  for (const { answer } of keys) expect(await findClient(answer, null)).toBeNull();
});

const named = ["create", "--name", "Web shop"];
it.each([
  [[], "The command is missing.\nUsage: npm run keys -- create"],
  [["make"], "make is no command.\nUsage:"],
  [["create", "--for", "shop"], '--name is missing. Say what uses the key, such as --name "Web shop".'],
  [["create", "--name", " ", "--for", "shop"], "--name must have 1 to 60 visible characters in one line."],
  [["create", "--name", "x".repeat(61), "--for", "shop"], "--name must have 1 to 60 visible characters"],
  [named, "--for is missing: use one of shop, app, device-cloud, reporting, or --scopes."],
  [[...named, "--for", "shopp"], "--for shopp: use one of shop, app, device-cloud, reporting."],
  [[...named, "--for", "constructor"], "--for constructor: use one of"],
  [[...named, "--for", "shop", "--scopes", "links:read"], "Use either --for or --scopes, not both."],
  [
    [...named, "--scopes", "links:read,customer:write"],
    'there is no scope "customer:write". Use some of catalogue:read,catalogue:write,customers:read',
  ],
  [[...named, "--scopes", ""], 'there is no scope "". Use some of'],
  ...["0", "-1", "1827", "1.5", "1e2", "soon", ""].map((days): [string[], string] => [
    [...named, "--for", "shop", `--days=${days}`],
    `--days ${days}: use a whole number from 1 to 1826, such as 90.`,
  ]),
  [[...named, "--for", "shop", "--day", "9"], "Unknown option '--day'"],
  [["list", "--name", "x"], "Unknown option '--name'"],
  [["revoke"], "Name one key to revoke, by its id or first characters.\nUsage:"],
  [["revoke", "a", "b"], "Name one key to revoke"],
  [["revoke", "lk_none"], "There is no key lk_none. See the ids: npm run keys -- list"],
])("refuses %j and says what would be right", async (args, message) => {
  await expect(run(...args)).rejects.toThrow(message);
  expect(await list()).toEqual([]);
});

it("ends with 1 and a sentence, and prints nothing to standard output", () => {
  const program = path.join(process.env.TEST_PROGRAMS ?? "", "keys.js");
  const start = (DATABASE_URL: string, ...args: string[]) => {
    const env = { ...cleanEnvironment(), DATABASE_URL };
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
      cwd: root,
      env,
      encoding: "utf8",
    });
    return [status, stdout, stderr];
  };
  expect(start(portal.database.appUrl, ...named)).toEqual([
    1,
    "",
    expect.stringMatching(/^--for is missing: .*\n$/),
  ]);
  const nowhere = "postgres://nobody:none@127.0.0.1:9/none";
  expect(start(nowhere, "list")).toEqual([1, "", expect.stringContaining("127.0.0.1:9")]);
});

it("makes and revokes nothing that cannot be recorded", async () => {
  const { answer: key } = await create("--for", "app");
  const [{ id }] = await list();
  await portal.owner.query("revoke insert on audit_events from larder_app");
  try {
    await expect(create("--for", "app")).rejects.toThrow(
      "The audit could not be written, so no key was made.",
    );
    await expect(run("revoke", id)).rejects.toThrow(
      "The audit could not be written, so nothing was revoked.",
    );
  } finally {
    await portal.owner.query("grant insert on audit_events to larder_app");
  }
  expect(await list()).toHaveLength(1);
  expect(await findClient(key, null)).not.toBeNull();
});
