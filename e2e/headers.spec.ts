import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type APIResponse, expect, test } from "playwright/test";
import { getPortalUrl } from "./support/addresses";
import {
  addCustomer,
  addStaffSession,
  enter,
  makeSessionCookie,
  type TestCustomer,
} from "./support/database";

let customer: TestCustomer;
test.beforeAll(async () => {
  customer = await addCustomer("Hedda Headers", "GB", ["HB-BREW-2"]);
});

type Kind = {
  path: string;
  status: number;
  /** True: the customer. Otherwise a member of staff with that role. */
  signedIn?: boolean | "support" | "admin";
  /** May be stored in shared caches. */
  cacheable?: boolean;
  /** The identity provider may show it in a frame. */
  framed?: boolean;
  method?: "GET" | "POST";
  form?: Record<string, string>;
};

const card = "/support/customers/{customer}/cards/supplies";

/** Every kind of response. `{id}` is the customer's device, `{customer}` the customer. */
const kinds: Record<string, Kind> = {
  welcome: { path: "/", status: 200 },
  "welcome, signed in": { path: "/", status: 307, signedIn: true },
  "sign-in": { path: "/sign-in", status: 200 },
  "sign-in, with a fault": { path: "/sign-in?error=provider&reference=7K3M-9QXT-2BFR", status: 200 },
  "sign-in start": { path: "/sign-in/start", status: 303, method: "POST" },
  "sign-out": { path: "/sign-out", status: 303, method: "POST" },
  "country, signed out": { path: "/devices/country", status: 303, method: "POST" },
  country: { path: "/devices/country", status: 303, method: "POST", signedIn: true },
  "devices, signed out": { path: "/devices", status: 307 },
  devices: { path: "/devices", status: 200, signedIn: true },
  "device, signed out": { path: "/devices/{id}", status: 307 },
  device: { path: "/devices/{id}", status: 200, signedIn: true },
  "unknown device": {
    path: "/devices/00000000-0000-4000-8000-000000000000",
    status: 404,
    signedIn: true,
  },
  "renaming, signed out": { path: "/devices/{id}/name", status: 303, method: "POST" },
  "renaming to nothing": { path: "/devices/{id}/name", status: 303, method: "POST", signedIn: true },
  levels: { path: "/devices/{id}/levels", status: 200, signedIn: true },
  "removing, asked": { path: "/devices/{id}/remove", status: 200, signedIn: true },
  "adding, signed out": { path: "/devices/add", status: 307 },
  adding: { path: "/devices/add?model=HB-BREW-2&serial=1&code=2", status: 200, signedIn: true },
  "adding nothing": { path: "/devices/add/claim", status: 303, method: "POST", signedIn: true },
  "partner’s link, signed out": { path: "/open/supplies?model=HB-BREW-2", status: 303 },
  "partner’s link, its page": { path: "/open/supplies/start?model=HB-BREW-2&country=DE", status: 200 },
  "partner’s link, its page, signed in": {
    path: "/open/supplies/start?model=HB-BREW-2&country=DE",
    status: 307,
    signedIn: true,
  },
  "partner’s link, to Amazon": { path: "/open/supplies/go?model=HB-BREW-2&country=DE", status: 303 },
  "partner’s link, nowhere": { path: "/open/supplies/go?model=HB-BREW-2&country=XX", status: 303 },
  "back from nowhere": { path: "/open/back", status: 307 },
  "partner’s link": { path: "/open/supplies?model=HB-BREW-2", status: 303, signedIn: true },
  "partner’s link with no card": { path: "/open/nothing", status: 404, signedIn: true },
  "launch, signed out": { path: "/devices/{id}/go/supplies", status: 303 },
  launch: { path: "/devices/{id}/go/supplies", status: 303, signedIn: true },
  "launch in the app": { path: "/devices/{id}/go/supplies?via=app", status: 303, signedIn: true },
  "launch of the account": { path: "/devices/go/all-devices", status: 303, signedIn: true },
  "launch of no card": { path: "/devices/{id}/go/nothing", status: 404, signedIn: true },
  "return, signed out": { path: "/return", status: 303 },
  return: { path: "/return", status: 303, signedIn: true },
  "return of staff": { path: "/return", status: 303, signedIn: "support" },
  support: { path: "/support", status: 404, signedIn: true },
  "support, signed out": { path: "/support", status: 307 },
  "support’s search": { path: "/support?q=hedda", status: 200, signedIn: "support" },
  "a search": {
    path: "/support/search",
    status: 303,
    method: "POST",
    signedIn: "support",
    form: { q: "hedda" },
  },
  "a search, signed out": { path: "/support/search", status: 303, method: "POST" },
  "a customer, signed out": { path: "/support/customers/{customer}", status: 307 },
  "a customer, for oneself": { path: "/support/customers/{customer}", status: 404, signedIn: true },
  "a customer": { path: "/support/customers/{customer}", status: 200, signedIn: "support" },
  "a customer who is gone": {
    path: "/support/customers/00000000-0000-4000-8000-000000000000",
    status: 200,
    signedIn: "support",
  },
  "a card, signed out": { path: `${card}?device={id}`, status: 307 },
  "a card, for oneself": { path: `${card}?device={id}`, status: 404, signedIn: true },
  "a card": { path: `${card}?device={id}`, status: 200, signedIn: "support" },
  "a card’s QR code": { path: `${card}?device={id}&show=qr&via=app`, status: 200, signedIn: "support" },
  "a card’s links": { path: `${card}?device={id}&show=link`, status: 200, signedIn: "support" },
  "mail to a customer, signed out": { path: `${card}/mail`, status: 303, method: "POST" },
  "mail to oneself": { path: `${card}/mail`, status: 404, method: "POST", signedIn: true },
  "mail to a customer": {
    path: `${card}/mail`,
    status: 303,
    method: "POST",
    signedIn: "support",
    form: {},
  },
  "opening for a customer, signed out": { path: `${card}/open`, status: 303, method: "POST" },
  "opening for oneself": { path: `${card}/open`, status: 404, method: "POST", signedIn: true },
  "opening for a customer, without a reason": {
    path: `${card}/open`,
    status: 303,
    method: "POST",
    signedIn: "support",
    form: { reason: " " },
  },
  "opening for a customer": {
    path: `${card}/open`,
    status: 200,
    method: "POST",
    signedIn: "support",
    form: { reason: "Ticket 4711" },
  },
  admin: { path: "/admin", status: 404, signedIn: true },
  "staff, signed out": { path: "/admin/staff", status: 307 },
  "admin, for an administrator": { path: "/admin", status: 200, signedIn: "admin" },
  audit: { path: "/admin/audit", status: 404, signedIn: "support" },
  "audit, signed out": { path: "/admin/audit", status: 307 },
  "audit, for an administrator": {
    path: "/admin/audit?event=staff.signed-in",
    status: 200,
    signedIn: "admin",
  },
  "audit filter": { path: "/admin/audit/filter", status: 303, method: "POST", signedIn: "admin" },
  "audit export": { path: "/admin/audit/export", status: 404, signedIn: "support" },
  "audit export, signed out": { path: "/admin/audit/export", status: 303 },
  "audit export, for an administrator": {
    path: "/admin/audit/export?event=staff.signed-in",
    status: 200,
    signedIn: "admin",
  },
  "a customer’s deletion": { path: "/admin/customers/{customer}/delete", status: 200, signedIn: "admin" },
  "a customer’s deletion, for support": {
    path: "/admin/customers/{customer}/delete",
    status: 404,
    signedIn: "support",
  },
  "deleting without a ticket": {
    path: "/admin/customers/{customer}/deletion",
    status: 303,
    method: "POST",
    signedIn: "admin",
  },
  "a customer’s data": { path: "/admin/customers/{customer}/data", status: 200, signedIn: "admin" },
  "a transfer": {
    path: "/admin/customers/{customer}/devices/{id}/transfer",
    status: 200,
    signedIn: "admin",
  },
  "looking for a new owner": {
    path: "/admin/customers/{customer}/devices/{id}/owner",
    status: 303,
    method: "POST",
    signedIn: "admin",
  },
  "transferring to nobody": {
    path: "/admin/customers/{customer}/devices/{id}/transferral",
    status: 404,
    method: "POST",
    signedIn: "admin",
  },
  "a correction": { path: "/admin/customers/{customer}/devices/{id}/model", status: 200, signedIn: "admin" },
  "correcting to nothing": {
    path: "/admin/customers/{customer}/devices/{id}/correction",
    status: 303,
    method: "POST",
    signedIn: "admin",
  },
  revocation: { path: "/admin/revoke", status: 200, signedIn: "admin" },
  "a list to revoke": { path: "/admin/revoke/check", status: 303, method: "POST", signedIn: "admin" },
  "revoking nothing": { path: "/admin/revoke/confirm", status: 303, method: "POST", signedIn: "admin" },
  staff: { path: "/admin/staff", status: 404, signedIn: true },
  "staff, for an administrator": { path: "/admin/staff", status: 200, signedIn: "admin" },
  "sign-in check": { path: "/admin/sign-in-check", status: 404, signedIn: true },
  "sign-in check, for an administrator": { path: "/admin/sign-in-check", status: 200, signedIn: "admin" },
  doctor: { path: "/admin/doctor", status: 404, signedIn: "support" },
  "doctor, for an administrator": { path: "/admin/doctor", status: 200, signedIn: "admin" },
  "staff sessions, signed out": { path: "/admin/staff/sessions", status: 303, method: "POST" },
  "staff sessions": { path: "/admin/staff/sessions", status: 404, method: "POST", signedIn: true },
  keys: { path: "/admin/keys", status: 404, signedIn: "support" },
  "keys, signed out": { path: "/admin/keys", status: 307 },
  "keys, for an administrator": { path: "/admin/keys", status: 200, signedIn: "admin" },
  "a new key, for an administrator": { path: "/admin/keys/new", status: 200, signedIn: "admin" },
  "making a key": { path: "/admin/keys/create", status: 404, method: "POST", signedIn: "support" },
  "making a key, signed out": { path: "/admin/keys/create", status: 303, method: "POST" },
  reports: { path: "/admin/devices", status: 404, signedIn: "support" },
  "reports, signed out": { path: "/admin/devices", status: 307 },
  "reports, for an administrator": { path: "/admin/devices", status: 200, signedIn: "admin" },
  "silent devices": { path: "/admin/devices/silent", status: 404, signedIn: "support" },
  "silent devices, signed out": { path: "/admin/devices/silent", status: 303 },
  "silent devices, for an administrator": { path: "/admin/devices/silent", status: 200, signedIn: "admin" },
  models: { path: "/admin/models", status: 404, signedIn: "support" },
  "models, signed out": { path: "/admin/models", status: 307 },
  "models, for an administrator": { path: "/admin/models", status: 200, signedIn: "admin" },
  "a model, for an administrator": { path: "/admin/models/HB-INKWELL-4", status: 200, signedIn: "admin" },
  "making a model": { path: "/admin/new-model/create", status: 404, method: "POST", signedIn: "support" },
  "a model’s form": {
    path: "/admin/models/HB-INKWELL-4/draft",
    status: 303,
    method: "POST",
    signedIn: "admin",
  },
  "account, signed out": { path: "/account", status: 307 },
  account: { path: "/account", status: 200, signedIn: true },
  "account, country, signed out": { path: "/account/country?device={id}", status: 307 },
  "account, country": { path: "/account/country?device={id}", status: 200, signedIn: true },
  "account, a name": { path: "/account/name", status: 303, method: "POST", signedIn: true },
  "account, data": { path: "/account/data", status: 200, signedIn: true },
  "account, data, signed out": { path: "/account/data", status: 303 },
  "account, deletion": { path: "/account/delete", status: 200, signedIn: true },
  "account, deleted": { path: "/account/deleted", status: 200 },
  "no such page": { path: "/nothing/here", status: 404 },
  "theme.css": { path: "/theme.css", status: 200, cacheable: true },
  "no such picture": { path: `/pictures/${"a".repeat(43)}`, status: 404 },
  "devices.svg": { path: "/devices.svg", status: 200, cacheable: true },
  "small-page.css": { path: "/small-page.css", status: 200, cacheable: true },
  "submit.js": { path: "/submit.js", status: 200, cacheable: true },
  "copy.js": { path: "/copy.js", status: 200, cacheable: true },
  "static chunk": { path: "{chunk}", status: 200, cacheable: true },
  "health live": { path: "/api/health/live", status: 200 },
  "health ready": { path: "/api/health/ready", status: 200 },
  "health version": { path: "/api/health/version", status: 200 },
  "api/auth/signin": { path: "/api/auth/signin", status: 303 },
  "api/auth/callback": { path: "/api/auth/callback/oidc", status: 303 },
  "api/auth, cancelled": { path: "/api/auth/callback/oidc?error=access_denied", status: 303 },
  "api/auth/session": { path: "/api/auth/session", status: 404 },
  "back-channel logout": { path: "/api/auth/back-channel-logout", status: 400, method: "POST" },
  "front-channel logout": { path: "/api/auth/front-channel-logout", status: 400, framed: true },
  "no such handler": { path: "/api/nothing", status: 404 },
};

/** Whether a route handler responds. Handlers set their own CSP, which blocks all scripts and forms. */
const isHandler = ({ path, method }: Kind) =>
  method === "POST" ||
  /\/go\/|^\/(return|open\/(?!back|[^/]+\/start)|pictures\/|account\/data|admin\/customers\/[^/]+\/data|admin\/(audit\/export|devices\/silent)|theme\.css|api\/(auth|health)\/)/.test(
    path,
  );

/** Parses a CSP into directives by name. */
function policyOf(response: APIResponse): Record<string, string[]> {
  const policy = response.headers()["content-security-policy"] ?? "";
  expect(policy, "there is a policy").not.toBe("");
  expect(policy, "one policy").not.toContain(",");
  return Object.fromEntries(
    policy.split(";").map((directive) => {
      const [name = "", ...sources] = directive.trim().split(/\s+/);
      return [name, sources];
    }),
  );
}

const originOf = (name: string) => new URL(process.env[name] as string).origin;
const nonces = new Set<string>();

for (const [name, kind] of Object.entries(kinds)) {
  test(`headers: ${name}`, async ({ context }) => {
    if (kind.signedIn === true) await enter(context, customer);
    else if (kind.signedIn)
      await context.addCookies([makeSessionCookie(await addStaffSession(kind.signedIn))]);
    const device = customer.devices[0] as string;
    let path = kind.path.replace("{id}", device).replace("{customer}", customer.id);
    if (path === "{chunk}") {
      const welcome = await (await context.request.get("/")).text();
      path = welcome.match(/\/_next\/static\/[^"\\]+\.js/)?.[0] ?? "no script on the welcome page";
    }
    const response = await context.request.fetch(path, {
      method: kind.method ?? "GET",
      headers: kind.method === "POST" ? { origin: getPortalUrl() } : {},
      form: kind.form && { ...kind.form, device },
      maxRedirects: 0,
    });
    expect(response.status()).toBe(kind.status);
    const headers = response.headers();

    const policy = policyOf(response);
    const all = Object.values(policy).flat();
    expect(all).not.toContain("'unsafe-inline'");
    expect(all).not.toContain("'unsafe-eval'");
    expect(all.filter((source) => source === "*" || /^https?:$/.test(source))).toEqual([]);
    expect(policy["style-src"]).toEqual([
      "'self'",
      ...(isHandler(kind) ? [] : [expect.stringMatching(/^'sha256-[\w+/]{43}='$/)]),
    ]);
    expect(policy["base-uri"]).toEqual(["'none'"]);
    expect(policy["frame-ancestors"]).toEqual([kind.framed ? originOf("E2E_ISSUER") : "'none'"]);
    if (isHandler(kind)) {
      expect(policy["default-src"]).toEqual(["'none'"]);
      expect(policy["script-src"]).toBeUndefined();
      expect(policy["form-action"]).toEqual(["'none'"]);
    } else {
      expect(policy["default-src"]).toEqual(["'self'"]);
      expect(policy["script-src"]).toEqual([
        "'self'",
        expect.stringMatching(/^'nonce-[\w+/=-]{16,}'$/),
        "'strict-dynamic'",
      ]);
      expect(policy["object-src"]).toEqual(["'none'"]);
      expect([...(policy["form-action"] ?? [])].sort()).toEqual(
        [
          "'self'",
          originOf("E2E_ISSUER"),
          originOf("E2E_SANDBOX_EU"),
          originOf("E2E_SANDBOX_NA"),
          originOf("E2E_SANDBOX_FE"),
          originOf("E2E_SANDBOX_APP"),
        ].sort(),
      );
      const nonce = policy["script-src"]?.[1] ?? "";
      expect(nonces.has(nonce), "each response has a nonce of its own").toBe(false);
      nonces.add(nonce);
    }

    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-powered-by"]).toBeUndefined();
    expect(headers["referrer-policy"]).toMatch(isHandler(kind) ? /^no-referrer$/ : /^same-origin$/);
    if (path === "/") expect(headers["x-robots-tag"]).toBeUndefined();
    else expect(headers["x-robots-tag"]).toMatch(/^noindex\b/);
    expect(headers["strict-transport-security"], "only on https").toBeUndefined();

    const cache = headers["cache-control"] ?? "";
    if (kind.cacheable) expect(cache).not.toContain("no-store");
    else expect(cache).toContain("no-store");
    if (kind.signedIn) {
      expect(cache).toContain("private");
      expect(cache).not.toMatch(/public|s-maxage/);
    }
    for (const cookie of response.headersArray().filter((header) => /^set-cookie$/i.test(header.name))) {
      expect(cookie.value).toMatch(/; HttpOnly/i);
      expect(cookie.value).toMatch(/; SameSite=Lax/i);
    }
  });
}

test("every script tag of a page carries the nonce of its response", async ({ context }) => {
  await enter(context, customer);
  for (const path of ["/", "/sign-in?error=provider", "/devices", `/devices/${customer.devices[0]}`]) {
    const response = await context.request.get(path);
    const nonce = policyOf(response)["script-src"]?.[1]?.slice("'nonce-".length, -1);
    const tags = (await response.text()).match(/<script\b[^>]*>/g) ?? [];
    expect(tags.length).toBeGreaterThan(0);
    for (const tag of tags) expect(tag).toContain(`nonce="${nonce}"`);
  }
});

test("another page cannot frame the portal", async ({ context, page }) => {
  await enter(context, customer);
  const home = getPortalUrl();
  const frames = ["/own", "/", "/sign-in", "/devices", `/devices/${customer.devices[0]}`, "/return"].map(
    (path) => (path === "/own" ? path : `${home}${path}`),
  );
  const framing = createServer((request, response) => {
    response.setHeader("content-type", "text/html");
    response.end(
      request.url === "/"
        ? frames.map((src) => `<iframe src="${src}"></iframe>`).join("")
        : "<h1>Framed</h1><p>This one may be.</p>",
    );
  });
  await new Promise<void>((resolve) => framing.listen(0, "127.0.0.1", resolve));
  try {
    const refused: string[] = [];
    page.on("console", (message) => {
      if (/frame-ancestors/.test(message.text())) refused.push(message.text());
    });
    const { port } = framing.address() as AddressInfo;
    // On localhost, so that the browser sends the session cookie with the frames.
    await page.goto(`http://localhost:${port}/`);
    await expect(page.frameLocator("iframe >> nth=0").getByRole("heading")).toHaveText("Framed");
    for (let index = 1; index < frames.length; index += 1) {
      const body = page.frameLocator(`iframe >> nth=${index}`);
      await expect(body.getByRole("heading", { level: 1 })).toHaveCount(0);
      await expect(body.getByRole("button", { name: "Sign in" })).toHaveCount(0);
      await expect(body.getByText("Hearthby")).toHaveCount(0);
    }
    expect(page.frames().filter((frame) => frame.url().startsWith(home))).toEqual([]);
    await expect.poll(() => refused.length).toBe(frames.length - 1);
  } finally {
    framing.closeAllConnections();
    framing.close();
  }
});
