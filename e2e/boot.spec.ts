import { expect, test } from "playwright/test";
import { tryPortal } from "../launcher/portal";
import { changeOptions } from "./support/portals";

type Environment = Record<string, string | undefined>;

/** Starts a portal that must refuse to start. @returns its output */
async function refuse(env: Environment): Promise<string> {
  const portal = await tryPortal(await changeOptions({ env }));
  if (portal.url !== undefined) {
    await portal.stop();
    throw new Error(`A portal started with ${JSON.stringify(env)}.`);
  }
  expect(portal.exitCode).toBe(1);
  expect(portal.output, "words, not a stack").not.toMatch(/^\s+at .+:\d+:\d+/m);
  return portal.output;
}

/** Finds the line of the output about one variable. */
const lineOf = (output: string, variable: string) =>
  output.split("\n").find((line) => line.trim().startsWith(`${variable} `)) ?? `no line about ${variable}`;

test("the portal does not start without required settings, and names each with an example", async () => {
  const required: Record<string, string> = {
    NEXTAUTH_URL: "https://devices.example.com",
    NEXTAUTH_SECRET: "openssl rand",
    DATABASE_URL: "postgres://",
    OIDC_ISSUER: "https://",
    OIDC_CLIENT_ID: "larder",
    OIDC_CLIENT_SECRET: "secret",
    DASH_VENDOR_CODE: "ACME",
    PARTNER_NAME: "Hearthby",
  };
  const output = await refuse(Object.fromEntries(Object.keys(required).map((name) => [name, undefined])));
  for (const [variable, example] of Object.entries(required)) {
    const line = lineOf(output, variable);
    expect.soft(line).toContain(`${variable} is missing. Example: `);
    expect.soft(line.split("Example: ")[1]).toContain(example);
  }
});

// One invalid setting is enough, and the output does not mention the others.
const alone: [variable: string, value: string | undefined, says: RegExp][] = [
  ["NEXTAUTH_URL", undefined, /is missing/],
  ["NEXTAUTH_URL", "http://devices.example.com", /must use https/],
  ["NEXTAUTH_URL", "devices.example.com", /is not a URL/],
  ["DATABASE_URL", "", /is missing/],
];
for (const [variable, value, says] of alone) {
  test(`${variable}=${value ?? "(not set)"} is rejected`, async () => {
    const output = await refuse({ [variable]: value });
    expect(lineOf(output, variable)).toMatch(says);
    expect(lineOf(output, variable)).toMatch(/\. Example: ./);
    expect(output.match(/Example: /g)).toHaveLength(1);
  });
}

// Several invalid settings are all listed at once.
const together: Record<string, Record<string, [value: string, says: RegExp]>> = {
  "unsafe URLs": {
    NEXTAUTH_URL: ["https://someone:secret@devices.example.com", /user name/],
    OIDC_ISSUER: ["http://login.example.com", /must use https/],
    DASH_ENDPOINT_EU: ["http://drs-web-eu.example.com", /must use https/],
    DASH_ENDPOINT_FE: ["https://drs-web.example/?region=fe", /without query/],
    DASH_ENDPOINT_APP: ["https://alexa.example/#v2", /fragment/],
    DATABASE_URL: ["mysql://127.0.0.1/larder", /postgres:\/\//],
    NEXTAUTH_SECRET: ["short", /32 bytes/],
    PARTNER_LOGO: ["http://example.com/logo.svg", /https:\/\//],
    PARTNER_LOGO_DARK: ["//example.com/logo.svg", /starts? with/],
    PARTNER_FAVICON: ["favicon.svg", /starts? with/],
    PARTNER_SHOP_URL: ["javascript:alert(1)", /web/],
  },
  "values that cannot be parsed": {
    NEXTAUTH_URL: ["https://devices.example.com/portal?shop=1", /no query/],
    OIDC_ISSUER: ["not an address", /not a URL/],
    DATABASE_URL: ["larder", /URL|postgres/],
    SELF_SIGN_UP: ["yes", /true or false/],
    DASH_VENDOR_CODE: ["two words", /no spaces/],
    DASH_ENDPOINT_NA: ["drs-web.amazon.com", /not a URL/],
    DASH_PATH_STYLE: ["samples", /template or example/],
    DASH_SUPPLY_PAGE: ["supplies", /sensor_tracking_selection/],
    DASH_COUNTRY_REGIONS: ["ZA=Africa", /ZA=Africa/],
    LAUNCH_HOURS: ["four", /number/],
    SESSION_IDLE_HOURS: ["0", /more than 0/],
    SESSION_MAX_HOURS: ["-1", /more than 0/],
    STAFF_SESSION_IDLE_HOURS: ["soon", /number/],
    STAFF_SESSION_MAX_HOURS: ["1e9", /9600|at most/],
    PARTNER_NAME: ["x".repeat(61), /60 characters/],
    PARTNER_ACCENT: ["teal", /colour/],
  },
};
for (const [what, faults] of Object.entries(together)) {
  test(`${what}: all are listed at once`, async () => {
    const values = Object.entries(faults).map(([variable, [value]]) => [variable, value]);
    const output = await refuse(Object.fromEntries(values));
    for (const [variable, [, says]] of Object.entries(faults)) {
      expect.soft(lineOf(output, variable)).toMatch(says);
      expect.soft(lineOf(output, variable)).toMatch(/\. Example: ./);
    }
  });
}

test("on https, nothing but the number of proxies is missing", async () => {
  const output = await refuse({ NEXTAUTH_URL: "https://devices.example.com" });
  expect(output.trim()).toBe("TRUSTED_PROXIES is missing. Example: 1");
});

test("a path that the build does not have is refused", async () => {
  const output = await refuse({ NEXTAUTH_URL: "http://localhost:3000/devices-portal" });
  expect(output.trim()).toBe(
    "NEXTAUTH_URL has the path /devices-portal, and the build has none. Build again: BASE_PATH=/devices-portal npm run build",
  );
});

test("http is allowed on localhost", async () => {
  const options = await changeOptions({});
  const env = { ...options.env, NEXTAUTH_URL: `http://127.0.0.1:${options.port}` };
  const portal = await tryPortal({ ...options, env });
  expect(portal.url).toBeDefined();
  if (portal.url !== undefined) await portal.stop();
});
