import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { EnvError } from "./parse-env";
import { findNameFaults, readSettingsFile } from "./settings-file";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "larder-settings-"));
  delete process.env.SETTINGS_FILE;
});
afterEach(() => {
  rmSync(directory, { recursive: true });
  delete process.env.SETTINGS_FILE;
});

const inDirectory = (name: string) => path.join(directory, name);

const write = (name: string, content: string) => {
  writeFileSync(inDirectory(name), content);
  return inDirectory(name);
};

const readValues = () => ({ ...readSettingsFile(directory).values });

const listFaults = (): string[] => {
  try {
    readSettingsFile(directory);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
};

it("needs no .env", () => {
  expect(readValues()).toEqual({});
});

it.each([
  ["", { PORT: "3100", HOST: "::1" }],
  [" ", { PORT: "3100", HOST: "::1" }],
  ["other.env", { PORT: "3200" }],
])("with SETTINGS_FILE=%j reads only %j", (named, values) => {
  write(".env", "PORT=3100\nHOST=::1");
  write("other.env", "PORT=3200");
  process.env.SETTINGS_FILE = named.trim() ? inDirectory(named) : named;
  expect(readValues()).toEqual(values);
});

it.each<[reason: string, make: (file: string) => unknown]>([
  ["it is a directory", (file) => mkdirSync(file)],
  ["it is not UTF-8 text", (file) => writeFileSync(file, Buffer.from("PARTNER_NAME=Söhne", "latin1"))],
  ["it is not UTF-8 text", (file) => writeFileSync(file, Buffer.from("PORT=3100", "utf16le"))],
  ["it is larger than 1 MB", (file) => writeFileSync(file, `PORT=3100\n${"#".repeat(1_000_000)}`)],
])("refuses a file: %s", (reason, make) => {
  make(inDirectory(".env"));
  expect(listFaults()).toEqual([`The settings file ${inDirectory(".env")} cannot be read: ${reason}.`]);
  process.env.SETTINGS_FILE = inDirectory(".env");
  expect(listFaults()).toEqual([`The settings file ${inDirectory(".env")} cannot be read: ${reason}.`]);
});

it.each([
  ["missing.env", "it does not exist"],
  ["/dev/zero", "it is larger than 1 MB"],
])("refuses SETTINGS_FILE=%s: %s", (name, reason) => {
  const file = path.resolve(directory, name);
  process.env.SETTINGS_FILE = file;
  expect(listFaults()).toEqual([`The settings file ${file} cannot be read: ${reason}.`]);
});

it("reads a file of exactly 1 MB", () => {
  write(".env", `PORT=3100\n${"#".repeat(1_000_000 - 10)}`);
  expect(readValues()).toEqual({ PORT: "3100" });
});

it.each([
  "PARTNER_NAEM",
  "DASH_VENDOR",
  "OIDC_ISSUER_FILE",
  "RETENTION_DAYS",
  "SESSION_HOURS",
  "STAFF_HOURS",
  "MAIL_FORM",
  "smtp_url",
])("takes %s for a misspelling", (name) => {
  expect(findNameFaults({ path: "/etc/larder.env", values: { PORT: "3100", [name]: "secret" } })).toEqual([
    `${name} in /etc/larder.env is not a setting. docs/configuration.md has them all.`,
  ]);
});

it("takes names that look like no setting for another program's", () => {
  const values = { POSTGRES_PASSWORD: "x", PORTER: "x", HOSTNAME: "x", NODE_ENV: "x" };
  expect(findNameFaults({ path: "/etc/larder.env", values })).toEqual([]);
});

// Node 20's parser joins a line without "=" to the next name; newer ones skip it.
it.each([
  ["secret\nPARTNER_NAME", ", before PARTNER_NAME"],
  ["\n# x\nexport PORT", ", before PORT"],
  ["MY NAME", ""],
  ["two\nsecret lines", ""],
])("takes the name %j for a broken line", (name, where) => {
  expect(findNameFaults({ path: "/etc/larder.env", values: { [name]: "x" } })).toEqual([
    `The settings file /etc/larder.env has a line that is not NAME=value${where}.`,
  ]);
});
