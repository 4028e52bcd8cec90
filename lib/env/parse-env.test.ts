import { describe, expect, it } from "vitest";
import { setSettings, testSettings } from "@/tests/stage";
import { amazonEndpoints } from "../dash";
import { EnvError, parseEnv, readSettings } from "./parse-env";

const listFaults = (changes: Record<string, string | undefined>): string[] => {
  try {
    parseEnv({ ...testSettings, ...changes });
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
};

it("defaults to Amazon's own addresses", () => {
  const {
    DASH_ENDPOINT_EU: EU,
    DASH_ENDPOINT_NA: NA,
    DASH_ENDPOINT_FE: FE,
    ...rest
  } = parseEnv(testSettings);
  expect({ EU, NA, FE, app: rest.DASH_ENDPOINT_APP }).toEqual(amazonEndpoints);
});

it("applies the defaults of the contract, the flows and the process", () => {
  expect(parseEnv(testSettings)).toMatchObject({
    PORT: 3000,
    HOST: "0.0.0.0",
    TRUSTED_PROXIES: 0,
    LOG_LEVEL: "info",
    DRAIN_SECONDS: 0,
    DASH_PATH_STYLE: "template",
    DASH_SUPPLY_PAGE: "sensor_tracking_selection",
    DASH_COUNTRY_REGIONS: {},
    LAUNCH_HOURS: 4,
    OIDC_EXTERNAL_ID_CLAIM: "sub",
    SELF_SIGN_UP: false,
  });
});

const needed = Object.keys(testSettings);

it.each(needed.flatMap((name) => [undefined, "", "  "].map((value) => [name, value] as const)))(
  "%s must not be missing: %j",
  (name, value) => {
    expect(listFaults({ [name]: value })).toEqual([
      expect.stringMatching(`^${name} is missing. Example: .+`),
    ]);
  },
);

it("reports all faults at once", () => {
  expect(() => parseEnv({})).toThrow(new RegExp(needed.join("[^]*")));
  expect(listFaults({ NEXTAUTH_SECRET: "short", LAUNCH_HOURS: "soon", PARTNER_NAME: "" })).toHaveLength(3);
});

const secure = "must use https (http only for localhost) and carry no user name or password";
const plain = "must be written as a browser shows it: lower case, ASCII, no default port";
const base = "must be a base address without query or fragment";
const pathOnly = "may have a path such as /devices-portal (letters, digits, - and _), but no query";
const wellKnown = "must be the whole address, with /.well-known/ in its path";
const roleList = "must be a list such as Helpdesk=support,Portal owners=admin, with each name once";
const wholePort = "must be a whole number from 1 to 65535";
const listenable = "must be an IPv4 address, an IPv6 address without brackets, or localhost";
const plainColour = "must be a colour such as #0f766e";

it.each([
  ["NEXTAUTH_URL", "nonsense", "is not a URL"],
  ["NEXTAUTH_URL", "devices.example.com", "is not a URL"],
  ["NEXTAUTH_URL", "http://devices.example.com", secure],
  ["NEXTAUTH_URL", "http://127.0.0.1.evil.example", secure],
  ["NEXTAUTH_URL", "http://localhost.evil.example", secure],
  ["NEXTAUTH_URL", "http://192.168.0.4", secure],
  ["NEXTAUTH_URL", "https://user:pass@devices.example.com", secure],
  ["NEXTAUTH_URL", "ftp://localhost", secure],
  ["NEXTAUTH_URL", "https://devices.example.com/?a=1", pathOnly],
  ["NEXTAUTH_URL", "https://devices.example.com/portal#a", pathOnly],
  ["NEXTAUTH_URL", "https://devices.example.com//portal", pathOnly],
  ["NEXTAUTH_URL", "https://devices.example.com/a%2Fb", pathOnly],
  ["NEXTAUTH_SECRET", "0123456789abcdefghijklmnopqrstu", "must have at least 32 bytes"],
  ["NEXTAUTH_SECRET", "0123456789abcde".repeat(3), "must have at least 16 different characters"],
  ["NEXTAUTH_SECRET", "x".repeat(500), "must have at least 16 different characters"],
  ["PORT", "0", wholePort],
  ["PORT", "65536", wholePort],
  ["PORT", "3000.5", wholePort],
  ["PORT", "http", wholePort],
  ["HOST", "devices.example.com", listenable],
  ["HOST", "127.0.0.1:3000", listenable],
  ["HOST", "127.0.0", listenable],
  ["HOST", "[::1]", listenable],
  ["LOG_LEVEL", "INFO", "must be debug, info, warn or error"],
  ["LOG_LEVEL", "trace", "must be debug, info, warn or error"],
  ["DRAIN_SECONDS", "-1", "must be at least 0"],
  ["DRAIN_SECONDS", "11", "must be at most 10"],
  ["DRAIN_SECONDS", "soon", "must be a number of seconds"],
  ["DATABASE_URL", "larder", "is not a URL"],
  ["DATABASE_URL", "mysql://127.0.0.1/larder", "must start with postgres://"],
  [
    "DATABASE_URL",
    "postgres://app:p#1@db/larder",
    "is not a URL of the form postgres://role:password@host:5432/database. In a password write # as %23",
  ],
  [
    "DATABASE_URL",
    "postgres://app:p/1@db/larder",
    "is not a URL of the form postgres://role:password@host:5432/database. In a password write # as %23",
  ],
  [
    "DATABASE_URL",
    "postgres://app:p?1@db/larder",
    "is not a URL of the form postgres://role:password@host:5432/database. In a password write # as %23",
  ],
  [
    "DATABASE_URL",
    "postgres://app:12#3@db/larder",
    "has a character that ends the password or the address too early",
  ],
  [
    "DATABASE_URL",
    "postgres://app:12/3@db/larder",
    "has a character that ends the password or the address too early",
  ],
  ["DATABASE_URL", "postgres://app:100%@db/larder", "has a character that ends"],
  ["DATABASE_URL", "postgres://db/larder?sslmode=on", "has an sslmode that does not exist"],
  ["DATABASE_POOLER", "statement", "must be session or transaction"],
  ["DATABASE_OWNER_URL", "larder", "is not a URL"],
  ["DATABASE_PURGE_URL", "https://127.0.0.1/larder", "must start with postgres://"],
  ["OIDC_ISSUER", "nonsense", "is not a URL"],
  ["OIDC_ISSUER", "http://login.example.com", secure],
  ["OIDC_DISCOVERY_URL", "https://login.example.com", wellKnown],
  ["OIDC_DISCOVERY_URL", "http://login.example.com/.well-known/openid-configuration", secure],
  ["OIDC_TRUST_EMAIL", "yes", "must be true or false"],
  ["OIDC_ROLE_MAP", "Helpdesk", roleList],
  ["OIDC_ROLE_MAP", "Helpdesk=staff", roleList],
  ["OIDC_ROLE_MAP", "=support", roleList],
  ["OIDC_ROLE_MAP", "/=support", roleList],
  ["OIDC_ROLE_MAP", "Helpdesk=support,", roleList],
  ["OIDC_ROLE_MAP", "Helpdesk=support,/helpdesk=admin", roleList],
  ["SELF_SIGN_UP", "yes", "must be true or false"],
  ["TRUSTED_PROXIES", "-1", "must be at least 0"],
  ["TRUSTED_PROXIES", "11", "must be at most 10"],
  ["TRUSTED_PROXIES", "1.5", "must be a whole number"],
  ["RETENTION_LAUNCH_DAYS", "0", "must be more than 0"],
  ["RETENTION_MAIL_DAYS", "a week", "must be a number of days"],
  ["DASH_VENDOR_CODE", "V 1", "must have 1 to 128 characters, no spaces"],
  ["DASH_VENDOR_CODE", "V".repeat(129), "must have 1 to 128 characters, no spaces"],
  ["DASH_ENDPOINT_EU", "drs-web-eu.amazon.co.uk", "is not a URL"],
  ["DASH_ENDPOINT_NA", "http://drs-web.amazon.com", secure],
  ["DASH_ENDPOINT_FE", "https://drs-web.amazon.co.jp?a", base],
  ["DASH_ENDPOINT_APP", "https://alexa.amazon.com/spa/index.html#v2", base],
  ["DASH_ENDPOINT_EU", "https://drs-web-eu.amazon.co.uk:443", plain],
  ["DASH_ENDPOINT_NA", "https://DRS-web.amazon.com", plain],
  ["DASH_ENDPOINT_FE", "https://ü.example/dash", plain],
  ["DASH_ENDPOINT_APP", "https://alexa.amazon.com/spa/../index.html", plain],
  ["DASH_PATH_STYLE", "Template", "must be template or example"],
  ["DASH_SUPPLY_PAGE", "settings", "must be sensor_tracking_selection or product_selection"],
  ["DASH_COUNTRY_REGIONS", "za=EU", 'has "za=EU", which is not a country code, "=" and one of EU, NA, FE'],
  ["DASH_COUNTRY_REGIONS", "ZA=EU,AE", 'has "AE", which is not a country code, "=" and one of EU, NA, FE'],
  ["DASH_COUNTRY_REGIONS", "ZA=AF", 'has "ZA=AF", which is not a country code, "=" and one of EU, NA, FE'],
  ["LAUNCH_HOURS", "four", "must be a number of hours"],
  ["LAUNCH_HOURS", "0", "must be more than 0"],
  ["STAFF_SESSION_IDLE_HOURS", "-1", "must be more than 0"],
  ["SESSION_MAX_HOURS", "Infinity", ""],
  ["SESSION_MAX_HOURS", "9601", ""],
  ["PARTNER_NAME", "N".repeat(61), "must have at most 60 characters"],
  ["PARTNER_ACCENT", "teal", plainColour],
  ["PARTNER_ACCENT", "#0f766e;}", plainColour],
  ["PARTNER_LOGO", "//evil.example/logo.svg", "must be a path that starts with / or an https:// address"],
  ["PARTNER_LOGO", "/\\evil.example", "must be a path that starts with / or an https:// address"],
  ["PARTNER_LOGO", "https://", "must be a path that starts with / or an https:// address"],
  [
    "PARTNER_FAVICON",
    "http://www.example.com/favicon.svg",
    "must be a path that starts with / or an https:// address",
  ],
  ["PARTNER_SHOP_URL", "javascript:alert(1)", "must be a web, mailto: or tel: address"],
])("%s: refuses %j", (name, value, why) => {
  const [fault = "", ...more] = listFaults({ TRUSTED_PROXIES: "1", [name]: value });
  expect(more).toEqual([]);
  expect(fault.startsWith(`${name} ${why}`)).toBe(true);
  expect(fault).toMatch(/. Example: .+$/);
  expect(fault).not.toContain("undefined");
});

it.each([
  ["NEXTAUTH_URL", "https://devices.example.com/", "https://devices.example.com"],
  ["NEXTAUTH_URL", "https://www.example.com/devices-portal/", "https://www.example.com/devices-portal"],
  ["NEXTAUTH_URL", "https://www.example.com/a/b_2/api/auth", "https://www.example.com/a/b_2"],
  ["NEXTAUTH_URL", "https://devices.example.com/api/auth", "https://devices.example.com"],
  ["NEXTAUTH_URL", "http://127.0.0.1:3000", "http://127.0.0.1:3000"],
  ["NEXTAUTH_URL", "http://[::1]:3000", "http://[::1]:3000"],
  ["NEXTAUTH_URL", "http://portal.localhost:3000", "http://portal.localhost:3000"],
  ["OIDC_ISSUER", "https://login.example.com/realms/a/", "https://login.example.com/realms/a/"],
  ["DATABASE_URL", "postgresql://127.0.0.1/larder", "postgresql://127.0.0.1/larder"],
  ["DATABASE_URL", "postgres://a:p@1@db/l?sslmode=verify-full", "postgres://a:p@1@db/l?sslmode=verify-full"],
  ["DATABASE_URL", "postgres:///l?host=/run/postgresql&user=a", "postgres:///l?host=/run/postgresql&user=a"],
  ["DASH_COUNTRY_REGIONS", " ZA=EU, AE=FE ,", { ZA: "EU", AE: "FE" }],
  ["DASH_VENDOR_CODE", "ACME&Söhne", "ACME&Söhne"],
  ["LAUNCH_HOURS", "0.5", 0.5],
  ["SELF_SIGN_UP", "true", true],
  ["SIGN_IN", " oidc, oidc", ["oidc"]],
  ["MAIL_FROM", "devices@example.com", "devices@example.com"],
  ["MAIL_FROM", "Hüseyin & Co <devices@example.com>", "Hüseyin & Co <devices@example.com>"],
  ["TRUSTED_PROXIES", "0", 0],
  ["TRUSTED_PROXIES", "2", 2],
  // 16 characters of two bytes each.
  ["NEXTAUTH_SECRET", "äöüßéèêëàâîïôûçñ", "äöüßéèêëàâîïôûçñ"],
  ["PORT", "65535", 65535],
  ["HOST", "127.0.0.1", "127.0.0.1"],
  ["HOST", "::", "::"],
  ["HOST", "localhost", "localhost"],
  ["LOG_LEVEL", "debug", "debug"],
  ["DRAIN_SECONDS", "10", 10],
  ["RETENTION_SESSION_DAYS", "0.5", 0.5],
  ["PARTNER_LOGO", "/brand/logo.svg", "/brand/logo.svg"],
  ["PARTNER_SUPPORT_URL", "mailto:help@example.com", "mailto:help@example.com"],
] as const)("%s: accepts %j", (name, value, parsed) => {
  expect(parseEnv({ ...testSettings, TRUSTED_PROXIES: "1", [name]: value })[name]).toEqual(parsed);
});

const without = Object.fromEntries(needed.map((name) => [name, ""]));

const mail = { SMTP_URL: "smtps://user:secret@smtp.example.com", MAIL_FROM: "devices@example.com" };
const noProvider = { OIDC_ISSUER: "", OIDC_CLIENT_ID: "", OIDC_CLIENT_SECRET: "" };

it.each([
  [{ NEXTAUTH_URL: "https://devices.example.com" }, ["TRUSTED_PROXIES"]],
  [{ NEXTAUTH_URL: " HTTPS://devices.example.com", TRUSTED_PROXIES: " " }, ["TRUSTED_PROXIES"]],
  [{ NEXTAUTH_URL: "https://devices.example.com", TRUSTED_PROXIES: "0" }, []],
  [{ SIGN_IN: "email" }, ["SMTP_URL", "MAIL_FROM"]],
  [{ SIGN_IN: "oidc,email", ...noProvider, ...mail }, Object.keys(noProvider)],
  [{ SMTP_URL: mail.SMTP_URL }, ["MAIL_FROM"]],
  [{ SIGN_IN: "email", ...noProvider, ...mail }, []],
  [{ SIGN_IN: "email,oidc", ...mail }, []],
  [{ SIGN_IN: "oidc," }, ["SIGN_IN"]],
  [{ ...mail, SMTP_URL: "smtp.example.com" }, ["SMTP_URL"]],
  [{ ...mail, SMTP_URL: "https://smtp.example.com" }, ["SMTP_URL"]],
  [{ SIGN_IN: "password" }, ["SIGN_IN"]],
  [{ MAIL_FROM: "Hearthby" }, ["MAIL_FROM"]],
  [{ MAIL_FROM: "Hearthby <a@example.com>\nBcc: b@example.com" }, ["MAIL_FROM"]],
  [{ MAIL_FROM: "a@example.com, b@example.com" }, ["MAIL_FROM"]],
])("for %j reports faults in %j", (changes, names) => {
  const wrong = listFaults(changes).map((fault) => fault.split(" ", 1)[0] ?? "");
  expect(wrong.sort()).toEqual([...names].sort());
});

it.each([
  "NEXTAUTH_SECRET",
  "DATABASE_URL",
  "DATABASE_OWNER_URL",
  "DATABASE_PURGE_URL",
  "SMTP_URL",
  "OIDC_ISSUER",
])("never repeats the value of %s in a fault: it may contain a password", (name) => {
  const faults = listFaults({ MAIL_FROM: "devices@example.com", [name]: "http://me:hunter2@host.example" });
  expect(faults).toEqual([expect.stringMatching(`^${name} `)]);
  expect(faults.join()).not.toContain("hunter2");
});

it.each([
  [{}, "DATABASE_URL is missing. Example: postgres://"],
  [{ DATABASE_URL: " " }, "DATABASE_URL is missing. Example: postgres://"],
  [{ DATABASE_URL: "mysql://127.0.0.1" }, "DATABASE_URL must start with postgres://"],
  [{ DATABASE_URL: "postgres://127.0.0.1", DATABASE_OWNER_URL: "larder" }, "DATABASE_OWNER_URL is not a URL"],
])("reads single settings of %j: %s", (settings, fault) => {
  setSettings({ ...without, ...settings });
  expect(() => readSettings(["DATABASE_URL", "DATABASE_OWNER_URL"])).toThrow(fault);
});

it("reads single settings, whatever the others are", () => {
  setSettings({ ...without, DATABASE_OWNER_URL: "postgres://127.0.0.1", PORT: "x" });
  expect(readSettings(["DATABASE_OWNER_URL", "DATABASE_PURGE_URL", "LOG_LEVEL"])).toEqual({
    DATABASE_OWNER_URL: "postgres://127.0.0.1",
    LOG_LEVEL: "info",
  });
});

it("reads names of roles, with case and one leading slash folded", () => {
  const given = "Helpdesk=support, /shop/Portal owners = admin,CN=Staff\\,OU=Groups=support,a=b=admin";
  expect([...parseEnv({ ...testSettings, OIDC_ROLE_MAP: given }).OIDC_ROLE_MAP]).toEqual([
    ["helpdesk", "support"],
    ["shop/portal owners", "admin"],
    ["cn=staff,ou=groups", "support"],
    ["a=b", "admin"],
  ]);
});

it.each([[{ METRICS_PORT: "3000" }], [{ METRICS_PORT: "8080", PORT: "8080" }]])(
  "refuses to show metrics on the public port: %j",
  (settings) =>
    expect(listFaults(settings)).toEqual([
      "METRICS_PORT must not be PORT, which everyone can reach. Example: 9464",
    ]),
);

it.each([
  [{ METRICS_PORT: "0" }, "METRICS_PORT must be a whole number from 1 to 65535"],
  [{ METRICS_HOST: "everywhere" }, "METRICS_HOST must be an IPv4 address"],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "localhost:4318" }, "OTEL_EXPORTER_OTLP_ENDPOINT must start with http://"],
  [{ OTEL_TRACES_SAMPLER: "sometimes" }, "OTEL_TRACES_SAMPLER must be one of OpenTelemetry's"],
  [{ OTEL_TRACES_SAMPLER_ARG: "10" }, "OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1"],
])("refuses %j", (settings, fault) =>
  expect(listFaults(settings as Record<string, string>)).toEqual([expect.stringContaining(fault)]),
);

describe("trust in addresses", () => {
  const shared =
    "OIDC_TRUST_EMAIL must not be true for an issuer that many tenants share: each writes the addresses of its own people. Example: true";
  const [host, discovery] = ["https://login.microsoftonline.com", ".well-known/openid-configuration"];

  it.each([
    [`${host}/common/v2.0`],
    [`${host}/organizations/v2.0`],
    [`${host}/Common/v2.0`],
    [`${host}/consumers/v2.0`],
    [`${host}/%63ommon/v2.0`],
    [`${host}/{tenantid}/v2.0`],
    [`${host}/x/../common/v2.0`],
    [`${host}/common`],
  ])("is refused at %s", (issuer) => {
    expect(listFaults({ OIDC_ISSUER: issuer, OIDC_TRUST_EMAIL: "true" })).toEqual([shared]);
    expect(listFaults({ OIDC_DISCOVERY_URL: `${issuer}/${discovery}`, OIDC_TRUST_EMAIL: "true" })).toEqual([
      shared,
    ]);
    expect(listFaults({ OIDC_ISSUER: issuer, OIDC_TRUST_EMAIL: "false" })).toEqual([]);
  });

  it.each([
    `${host}/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0`,
    "https://login.example.com/realms/common",
    "https://login.example.com",
  ])("is accepted at %s", (issuer) => {
    expect(listFaults({ OIDC_ISSUER: issuer, OIDC_TRUST_EMAIL: "true" })).toEqual([]);
  });
});
