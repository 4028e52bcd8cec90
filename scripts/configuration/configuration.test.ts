import { readFileSync } from "node:fs";
import path from "node:path";
import { parseEnv as parseFile } from "node:util";
import { expect, it } from "vitest";
import { root } from "@/launcher/paths";
import { parseEnv } from "@/lib/env";
import { variableNames } from "@/lib/env/variables";
import { testSettings } from "@/tests/stage";
import { formatEnvExample } from "./format-env-example";
import { formatMarkdown } from "./format-markdown";
import { listSettings } from "./list-settings";
import { wrapText } from "./wrap-text";

it.each([
  ["docs/configuration.md", formatMarkdown],
  [".env.example", formatEnvExample],
])("%s is up to date", (file, format) => {
  const current = readFileSync(path.join(root, file), "utf8");
  expect(current === format(), `${file} is out of date. Run: npm run docs:configuration`).toBe(true);
});

const secrets = { NEXTAUTH_SECRET: testSettings.NEXTAUTH_SECRET, OIDC_CLIENT_SECRET: "secret" };

it(".env.example sets what is required and leaves the rest to the defaults", () => {
  const { NEXTAUTH_SECRET, OIDC_CLIENT_SECRET, ...values } = parseFile(formatEnvExample());
  expect({ NEXTAUTH_SECRET, OIDC_CLIENT_SECRET }).toEqual({ NEXTAUTH_SECRET: "", OIDC_CLIENT_SECRET: "" });
  const expected = [...Object.keys(testSettings), "TRUSTED_PROXIES"];
  expect(Object.keys({ ...values, ...secrets }).sort()).toEqual(expected.sort());
  expect(() => parseEnv({ ...values, ...secrets })).not.toThrow();
});

it(".env.example stays valid with every line in use, and shows the defaults", () => {
  const text = formatEnvExample().replace(/^# (?=[A-Z_]+=)/gm, "");
  const values = { ...parseFile(text), ...secrets };
  expect(Object.keys(values).sort()).toEqual([...variableNames].sort());
  const { PORT, SIGN_IN, PARTNER_ACCENT, SELF_SIGN_UP, ...rest } = parseEnv(values);
  const defaults = parseEnv(testSettings);
  expect({ PORT, SIGN_IN, PARTNER_ACCENT, SELF_SIGN_UP }).toEqual({
    PORT: defaults.PORT,
    SIGN_IN: defaults.SIGN_IN,
    PARTNER_ACCENT: defaults.PARTNER_ACCENT,
    SELF_SIGN_UP: defaults.SELF_SIGN_UP,
  });
  expect(rest.DASH_COUNTRY_REGIONS).toEqual({ ZA: "EU", AE: "EU" });
});

it.each([
  ["PARTNER_NAME", "**Required.** Example: `Hearthby`."],
  [
    "NEXTAUTH_SECRET",
    "**Required.** Use the output of `openssl rand -base64 32`. Secret: also as `NEXTAUTH_SECRET_FILE`.",
  ],
  [
    "OIDC_ISSUER",
    "**Required** if `SIGN_IN` has `oidc`, as by default. Example: `https://login.example.com`.",
  ],
  [
    "MAIL_FROM",
    "**Required** if `SIGN_IN` has `email`, or if `SMTP_URL` is set. Example: `Hearthby <devices@example.com>`.",
  ],
  ["TRUSTED_PROXIES", "**Required** if `NEXTAUTH_URL` is https. Example: `1`."],
  ["SIGN_IN", "Default: `oidc`. Example: `oidc,email`."],
  ["OIDC_FORM_ORIGINS", "Optional. Example: `https://auth.example.com,https://sso.example.com`."],
  ["PARTNER_LOGO", "Optional. Example: `/brand/logo.svg`."],
  ["SELF_SIGN_UP", "Default: `false`. Example: `true`."],
])("docs/configuration.md says whether %s is required: %s", (name, says) => {
  const section = formatMarkdown().split(`### \`${name}\`\n`)[1]?.split("\n#")[0] ?? "";
  expect(section.replaceAll("\n", " ")).toContain(says);
});

it("docs/configuration.md quotes faults as they are printed", () => {
  const printed = formatMarkdown().match(/The configuration has [^`]+\w/)?.[0];
  expect(() => parseEnv({ ...testSettings, PORT: "http", PARTNER_NAME: "" })).toThrow(printed ?? "no faults");
});

it("gives every setting a default that its own check takes", () => {
  const defaults = listSettings().flatMap(({ settings }) => settings.map((one) => [one.name, one.default]));
  expect(parseEnv({ ...Object.fromEntries(defaults), ...testSettings })).toEqual(parseEnv(testSettings));
});

it.each([
  ["one two", "# ", "# one two"],
  [`${"a".repeat(60)} ${"b".repeat(59)} c`, "", `${"a".repeat(60)} ${"b".repeat(59)}\nc`],
  [`${"a".repeat(58)} ${"b".repeat(60)} c`, "# ", `# ${"a".repeat(58)}\n# ${"b".repeat(60)} c`],
  ["a".repeat(200), "# ", `# ${"a".repeat(200)}`],
])("wraps %j after %j", (text, prefix, wrapped) => expect(wrapText(text, prefix)).toBe(wrapped));
