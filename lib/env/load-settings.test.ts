import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadSettings } from "./load-settings";
import { EnvError } from "./parse-env";
import { settingNames } from "./variables";

type Settings = Record<string, string | undefined>;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "larder-settings-"));
  for (const name of settingNames) delete process.env[name];
});
afterEach(() => {
  rmSync(directory, { recursive: true });
  for (const name of settingNames) delete process.env[name];
});

const inDirectory = (name: string) => path.join(directory, name);

const write = (name: string, content: string | Uint8Array) => {
  writeFileSync(inDirectory(name), content);
  return inDirectory(name);
};

const readEnvironment = (): Settings =>
  Object.fromEntries(settingNames.filter((name) => name in process.env).map((n) => [n, process.env[n]]));

const listFaults = (): string[] => {
  try {
    loadSettings(directory);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
};

it.each<[what: string, file: string, environment: Settings, result: Settings]>([
  ["a setting of the file", "PORT=3100", {}, { PORT: "3100" }],
  ["the environment before the file", "PORT=3100", { PORT: "3200" }, { PORT: "3200" }],
  ["an empty value of the environment before the file", "PORT=3100", { PORT: "" }, { PORT: "" }],
  ["nothing for an empty value of the file", "PORT=\nHOST=' '", {}, {}],
  ["a dollar sign as it is", "PARTNER_NAME=A$PORT\nPORT=1", {}, { PARTNER_NAME: "A$PORT", PORT: "1" }],
  ["a backslash as it is", "PARTNER_NAME=a\\nb", {}, { PARTNER_NAME: "a\\nb" }],
  [
    "quotes, comments, export and CRLF",
    '#\r\nexport PARTNER_ACCENT="#123456" # x\r\n',
    {},
    { PARTNER_ACCENT: "#123456" },
  ],
  ["a byte order mark", "\uFEFFPORT=3100", {}, { PORT: "3100" }],
  ["no other program's names", "POSTGRES_PASSWORD=x\nNODE_OPTIONS=--x\nPORTER=x", {}, {}],
])("takes %s", (_, file, environment, result) => {
  write(".env", file);
  Object.assign(process.env, environment);
  const before = { ...process.env };
  loadSettings(directory);
  expect(readEnvironment()).toEqual(result);
  expect({ ...process.env }).toEqual({ ...before, ...result });
});

const secrets = [
  "NEXTAUTH_SECRET",
  "DATABASE_URL",
  "DATABASE_OWNER_URL",
  "DATABASE_PURGE_URL",
  "OIDC_CLIENT_SECRET",
  "SMTP_URL",
];

it.each(secrets)("reads %s from its file, and again without a change", (name) => {
  const file = write("secret", "a$ecret\n");
  for (const place of ["environment", "file"]) {
    for (const known of settingNames) delete process.env[known];
    if (place === "environment") process.env[`${name}_FILE`] = file;
    write(".env", place === "file" ? `${name}_FILE=${file}` : "");
    loadSettings(directory);
    expect(readEnvironment()).toEqual({ [name]: "a$ecret", [`${name}_FILE`]: "" });
    const before = { ...process.env };
    loadSettings(directory);
    expect({ ...process.env }).toEqual(before);
  }
});

it.each([
  ["one\n", "one"],
  ["one\r\n", "one"],
  [" one ", " one "],
])("cuts one newline off %j", (content, value) => {
  process.env.SMTP_URL_FILE = write("secret", content);
  loadSettings(directory);
  expect(process.env.SMTP_URL).toBe(value);
});

it("takes a secret's file although its own name is empty", () => {
  Object.assign(process.env, { SMTP_URL: "", SMTP_URL_FILE: write("secret", "one") });
  loadSettings(directory);
  expect(process.env.SMTP_URL).toBe("one");
});

it("lets an empty value block the file's `_FILE`", () => {
  write(".env", "SMTP_URL_FILE=/nowhere");
  process.env.SMTP_URL_FILE = "";
  expect(listFaults()).toEqual([]);
});

it.each<[what: string, file: string, environment: Settings]>([
  ["the environment", "", { SMTP_URL: "smtp://a", SMTP_URL_FILE: "/run/b" }],
  ["the file", "SMTP_URL=smtp://a\nSMTP_URL_FILE=/run/b", {}],
  ["both", "SMTP_URL=smtp://a", { SMTP_URL_FILE: "/run/b" }],
])("refuses a secret given twice, in %s", (_, file, environment) => {
  write(".env", file);
  Object.assign(process.env, environment);
  expect(listFaults()).toEqual(["SMTP_URL and SMTP_URL_FILE are both set. Remove one of them."]);
});

it.each<[reason: string, make: (file: string) => unknown]>([
  ["it does not exist", () => {}],
  ["it is a directory", (file) => mkdirSync(file)],
  ["it has more than one line", (file) => writeFileSync(file, "hunter2\n\n")],
  ["it is empty", (file) => writeFileSync(file, "\n")],
  ["it is not UTF-8 text", (file) => writeFileSync(file, Buffer.from([...Buffer.from("hunter2"), 0xff]))],
  ["it is larger than 1 MB", (file) => writeFileSync(file, "hunter2".repeat(200_000))],
])("refuses a secret's file: %s", (reason, make) => {
  make(inDirectory("secret"));
  process.env.NEXTAUTH_SECRET_FILE = inDirectory("secret");
  expect(listFaults()).toEqual([`NEXTAUTH_SECRET_FILE: ${inDirectory("secret")} cannot be read: ${reason}.`]);
});

it("lists all faults at once and then changes nothing", () => {
  write(".env", "PORT=3100\nPARTNER_NAEM=x\nSMTP_URL_FILE=/nowhere\nDATABASE_URL=a\nDATABASE_URL_FILE=b");
  expect(listFaults().map((fault) => fault.split(/[ :]/)[0])).toEqual([
    "PARTNER_NAEM",
    "DATABASE_URL",
    "SMTP_URL_FILE",
  ]);
  expect(readEnvironment()).toEqual({});
});
