import { createSign, generateKeyPairSync } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import { eq } from "drizzle-orm";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from "vitest";
import { findReport, isFresh } from "@/lib/auth";
import { findViewer } from "@/lib/auth/sessions/sessions";
import { closeDatabase, customers, identities, sessions } from "@/lib/db";
import type { Customer, Staff } from "@/lib/viewer";
import { captureSecurity } from "@/tests/capture-security";
import { createRequest, createTestStage, setSettings, type TestStage } from "@/tests/stage";

let portal: TestStage;
let provider: Server;
let issuer: string;
/** The claims in the provider's next ID token. */
let claims: Record<string, unknown>;
/** How the provider fails below a path. */
type Fault = { path: string; respond: RequestListener };
const works: Fault = { path: "none", respond: () => {} };
let broken = works;
/** What its userinfo endpoint answers, if it has one. */
let userinfo: object | null = null;
let printed: MockInstance<typeof process.stdout.write>;

const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const encodePart = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
function sign(payload: object): string {
  const text = `${encodePart({ alg: "RS256", kid: "k" })}.${encodePart(payload)}`;
  return `${text}.${createSign("sha256").update(text).sign(privateKey).toString("base64url")}`;
}

beforeAll(async () => {
  portal = await createTestStage();
  provider = createServer((request, response) => {
    const now = Math.floor(Date.now() / 1000);
    const answers: Record<string, () => object> = {
      "/.well-known/openid-configuration": () => ({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        ...(userinfo && { userinfo_endpoint: `${issuer}/userinfo` }),
      }),
      "/userinfo": () => userinfo ?? {},
      "/policy/.well-known/odd": () => answers["/.well-known/openid-configuration"]?.() ?? {},
      "/jwks": () => ({
        keys: [{ ...publicKey.export({ format: "jwk" }), kid: "k", alg: "RS256", use: "sig" }],
      }),
      "/token": () => ({
        access_token: "access",
        token_type: "Bearer",
        id_token: sign({ iss: issuer, aud: "larder", iat: now, exp: now + 60, ...claims }),
      }),
    };
    const answer = answers[request.url ?? ""];
    if (request.url?.startsWith(broken.path)) return broken.respond(request, response);
    response.writeHead(answer ? 200 : 404, { "content-type": "application/json" });
    response.end(JSON.stringify(answer?.() ?? {}));
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(provider.address() as { port: number }).port}`;
});
afterAll(async () => {
  provider.closeAllConnections();
  provider.close();
  await portal.stop();
});
beforeEach(() => {
  broken = works;
  vi.resetModules();
  printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => printed.mockRestore());

type Jar = Record<string, string>;
const keep = (jar: Jar, response: Response): Jar => {
  const given = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0]?.split(/=(.*)/s) ?? []);
  return { ...jar, ...Object.fromEntries(given.map(([name = "", value = ""]) => [name, value])) };
};

async function loadPortal(settings: Record<string, string> = {}) {
  await closeDatabase();
  setSettings({
    DATABASE_URL: portal.database.appUrl,
    OIDC_ISSUER: issuer,
    SELF_SIGN_UP: "true",
    TRUSTED_PROXIES: "1",
    ...settings,
  });
  const [{ POST }, { GET }] = [await import("@/app/sign-in/start/route"), await import("./route")];
  const call = (path: string, jar: Jar = {}, init: { method?: string; headers?: Jar } = {}) =>
    GET(createRequest(path, jar, init), {
      params: Promise.resolve({ nextauth: path.replace(/\?.*/s, "").split("/").slice(3) }),
    });
  const start = (jar: Jar = {}, callbackUrl = "/return", more: Jar = {}) => {
    const headers = { origin: settings.NEXTAUTH_URL ?? "http://localhost:3000" };
    const body = new URLSearchParams({ callbackUrl, ...more });
    return POST(createRequest("/sign-in/start", jar, { method: "POST", headers, body }), {
      params: Promise.resolve({}),
    });
  };
  return { call, start };
}

/** Runs a complete sign-in with the claims `who`; `jar` holds the browser's cookies before it. */
async function signIn(
  who: object,
  {
    settings = {},
    jar = {},
    callbackUrl = "/return",
    form = {},
  }: { settings?: Jar; jar?: Jar; callbackUrl?: string; form?: Jar } = {},
) {
  const { call, start } = await loadPortal(settings);
  const started = await start(jar, callbackUrl, form);
  const away = new URL(started.headers.get("location") ?? "");
  claims = { nonce: away.searchParams.get("nonce"), ...who };
  const before = keep(jar, started);
  const path = `/api/auth/callback/oidc?code=c&state=${away.searchParams.get("state")}`;
  const response = await call(path, before, { headers: { "x-forwarded-for": "192.0.2.7" } });
  return { away, started, before, path, response, jar: keep(before, response), call, start };
}

const failure =
  /^http:\/\/localhost:3000\/sign-in\?error=provider&reference=[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}(&callbackUrl=%2Freturn)?$/;
const readLocation = (response: Response) => response.headers.get("location") ?? "";

it("sends state, nonce and PKCE, and returns signed in to the requested page", async () => {
  const { away, response, jar } = await signIn({ sub: "emily", name: "Emily" });
  expect(away.origin + away.pathname).toBe(`${issuer}/authorize`);
  expect(Object.fromEntries(away.searchParams)).toMatchObject({
    client_id: "larder",
    redirect_uri: "http://localhost:3000/api/auth/callback/oidc",
    response_type: "code",
    code_challenge_method: "S256",
    // auth_time is only guaranteed if the request has max_age (OpenID Connect Core, section 2).
    max_age: "34560000",
    state: expect.stringMatching(/.{20}/),
    nonce: expect.stringMatching(/.{20}/),
  });
  expect([response.status, readLocation(response)]).toEqual([303, "http://localhost:3000/return"]);
  expect(response.headers.get("cache-control")).toContain("no-store");
  const session = response.headers.getSetCookie().find((cookie) => cookie.startsWith("larder.session="));
  expect(session).toMatch(/; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/i);
  expect(await findViewer(jar["larder.session"])).toMatchObject({ kind: "customer", name: "Emily" });
});

it("restricts the session cookie to this host on https", async () => {
  const settings = { NEXTAUTH_URL: "https://devices.example.com" };
  const { response, jar } = await signIn({ sub: "emily" }, { settings });
  expect(readLocation(response)).toBe("https://devices.example.com/return");
  const session = response.headers.getSetCookie().find((cookie) => cookie.includes("larder.session"));
  expect(session).toMatch(/^__Host-larder\.session=[\w-]{43}; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/i);
  expect(session).not.toMatch(/domain=/i);
  expect(await findViewer(jar["__Host-larder.session"])).not.toBeNull();
});

it("ends the browser's old session and never links the new account to its customer", async () => {
  const old = await portal.addCustomer();
  const jar = { "larder.session": await portal.signIn(old) };
  const after = (await signIn({ sub: "newcomer" }, { jar })).jar;
  expect(await findViewer(jar["larder.session"])).toBeNull();
  expect((await findViewer(after["larder.session"]))?.id).not.toBe(old.id);
  expect(await portal.db.$count(identities, eq(identities.customerId, old.id))).toBe(0);
  const again = (await signIn({ sub: "newcomer" }, { jar: after })).jar;
  expect(again["larder.session"]).not.toBe(after["larder.session"]);
  expect(await findViewer(after["larder.session"])).toBeNull();
});

it("rejects an unknown account while self sign-up is off, and creates nothing", async () => {
  const before = await portal.db.$count(customers);
  const { response, jar } = await signIn({ sub: "stranger" }, { settings: { SELF_SIGN_UP: "false" } });
  expect(readLocation(response)).toMatch(
    /\/sign-in\?error=unknown&reference=[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}&callbackUrl=%2Freturn$/,
  );
  expect(jar["larder.session"] ?? "").toBe("");
  expect(await portal.db.$count(customers)).toBe(before);
});

it.each(["https://evil.example/", "//evil.example", "/sign-out", "\u0000", "http://["])(
  "does not redirect to %j",
  async (callbackUrl) => {
    const { response } = await signIn({ sub: "emily" }, { callbackUrl });
    expect(readLocation(response)).toBe("http://localhost:3000/devices");
  },
);

describe("refuses, with a reference from the log and without a session:", () => {
  const expectRefused = async (response: Response, before: number) => {
    expect(response.status).toBe(303);
    expect(readLocation(response)).toMatch(failure);
    const references = printed.mock.calls.map(([line]) => JSON.parse(String(line)).reference);
    expect(new Set(references).size).toBe(1);
    expect(readLocation(response)).toContain(references[0]);
    expect(response.headers.getSetCookie().join()).not.toMatch(/larder\.session=[^;]/);
    expect(await portal.db.$count(sessions)).toBe(before);
  };

  it.each([
    ["another nonce", { sub: "emily", nonce: "another" }],
    ["another audience", { sub: "emily", aud: "another" }],
    ["another issuer", { sub: "emily", iss: "https://evil.example" }],
    ["an expired ID token", { sub: "emily", exp: 1000 }],
    ["a malformed subject", { sub: "ü\n" }],
  ])("%s", async (_, who) => {
    const before = await portal.db.$count(sessions);
    await expectRefused((await signIn(who)).response, before);
  });

  it("a database failure midway, without logging tokens or personal data", async () => {
    await portal.owner.query("alter table sessions add constraint broken check (id_token is null) not valid");
    const before = await portal.db.$count(sessions);
    try {
      const { response } = await signIn({ sub: "emily", name: "Emily Secret" });
      await expectRefused(response, before);
      expect(printed.mock.calls.join()).not.toMatch(/eyJ|Emily|params/);
      expect(printed.mock.calls.join()).toContain("broken");
    } finally {
      await portal.owner.query("alter table sessions drop constraint broken");
    }
  });
});

describe("staff", () => {
  const settings = { OIDC_ROLES_CLAIM: "realm_access.roles" };
  const realm_access = { roles: ["offline_access", "support"] };

  it("sign in with a role, and the audit records their network", async () => {
    const { jar } = await signIn({ sub: "sam", realm_access }, { settings });
    const viewer = await findViewer(jar["larder.session"]);
    expect(viewer).toMatchObject({ kind: "staff", role: "support" });
    const { rows } = await portal.owner.query(
      "select event, role, network from audit_events join audit_notes on event_id = id where actor_id = $1",
      [viewer?.id],
    );
    expect(rows).toEqual([{ event: "staff.signed-in", role: "support", network: "192.0.2.0/24" }]);
  });

  it("can't sign in if that can't be recorded, and get a reference", async () => {
    await portal.owner.query("revoke insert on audit_events from larder_app");
    const before = await portal.db.$count(sessions);
    try {
      const { response } = await signIn({ sub: "sam", realm_access }, { settings });
      expect(readLocation(response)).toMatch(
        /\/sign-in\?error=unrecorded&reference=[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}&callbackUrl=/,
      );
      expect(response.headers.getSetCookie().join()).not.toMatch(/larder\.session=[^;]/);
    } finally {
      await portal.owner.query("grant insert on audit_events to larder_app");
    }
    expect(await portal.db.$count(sessions)).toBe(before);
    expect(printed.mock.calls.join()).toContain("the audit could not be written");
  });
});

it.each([
  ["a session id", "session one", "session one"],
  ["none", undefined, null],
  ["nonsense", { a: 1 }, null],
])("stores the provider's session id: %s", async (_, sid, kept) => {
  const { jar } = await signIn({ sub: "emily", sid });
  const viewer = await findViewer(jar["larder.session"]);
  const isThis = eq(sessions.id, viewer?.sessionId ?? "");
  expect(await portal.db.select().from(sessions).where(isThis)).toMatchObject([{ providerSession: kept }]);
});

const readLog = () => printed.mock.calls.map(([line]) => JSON.parse(String(line)));

describe("a callback that fits no open sign-in", () => {
  it.each([
    ["without parameters", ""],
    ["with an unknown state", "?code=c&state=s"],
    ["with repeated parameters", "?code=c&code=d&state=s&state=t"],
    [
      "with odd parameters",
      "?code=%00&state=%F0%28&nextauth=x&__proto__=y&csrfToken=z&callbackUrl=https://evil.example",
    ],
  ])("%s offers to start again, and keeps the place", async (_, query) => {
    const { call, start } = await loadPortal();
    const before = await portal.db.$count(sessions);
    const lost = await call(`/api/auth/callback/oidc${query}`);
    expect([lost.status, readLocation(lost)]).toEqual([303, "http://localhost:3000/sign-in?error=again"]);
    const open = keep({}, await start({}, "/devices/add"));
    const kept = await call(`/api/auth/callback/oidc${query}`, open);
    expect(readLocation(kept)).toBe("http://localhost:3000/sign-in?error=again&callbackUrl=%2Fdevices%2Fadd");
    expect(await portal.db.$count(sessions)).toBe(before);
    expect(readLog()).toEqual([
      expect.objectContaining({ level: "info", what: "sign-in: no open sign-in in this browser" }),
      expect.objectContaining({ level: "info", what: "sign-in: no open sign-in in this browser" }),
    ]);
    expect(printed.mock.calls.join()).not.toContain("stack");
  });

  it("of another browser starts no session", async () => {
    const { path, call } = await signIn({ sub: "emily" });
    const before = await portal.db.$count(sessions);
    expect(readLocation(await call(path))).toBe("http://localhost:3000/sign-in?error=again");
    expect(await portal.db.$count(sessions)).toBe(before);
  });

  it("lets go on who is signed in: Back, and a reload", async () => {
    const { path, jar, call } = await signIn({ sub: "emily" });
    const before = await portal.db.$count(sessions);
    const again = await call(path, jar);
    expect([again.status, readLocation(again)]).toEqual([303, "http://localhost:3000/devices"]);
    expect(again.headers.getSetCookie()).toEqual([]);
    expect(await findViewer(jar["larder.session"])).not.toBeNull();
    expect(await portal.db.$count(sessions)).toBe(before);
    expect(printed).not.toHaveBeenCalled();
  });

  it("does not show the next person where the last one was going", async () => {
    const { path, jar, call } = await signIn({ sub: "emily", nonce: "another" }, { callbackUrl: "/account" });
    expect(readLocation(await call(path, jar))).toBe("http://localhost:3000/sign-in?error=again");
  });
});

it("signs in from two tabs, each to its own page", async () => {
  const { call, start } = await loadPortal();
  const [one, other] = [await start({}, "/account"), await start({}, "/devices/add")];
  let jar = keep(keep({}, one), other);
  for (const [started, page] of [
    [one, "/account"],
    [other, "/devices/add"],
  ] as const) {
    const away = new URL(readLocation(started)).searchParams;
    claims = { sub: "emily", nonce: away.get("nonce") };
    const response = await call(`/api/auth/callback/oidc?code=c&state=${away.get("state")}`, jar);
    expect(readLocation(response)).toBe(`http://localhost:3000${page}`);
    jar = keep(jar, response);
    expect(await findViewer(jar["larder.session"])).not.toBeNull();
  }
  expect(Object.values(jar).filter(Boolean)).toHaveLength(1);
});

it("keeps what a browser sends below the limits of servers, however many tabs begin", async () => {
  const { start } = await loadPortal();
  const long = `/devices?q=${"x".repeat(2180)}`;
  let jar: Jar = {};
  for (const _ of Array.from({ length: 20 })) jar = keep(jar, await start(jar, long));
  const sent = Object.entries(jar).filter(([, value]) => value !== "");
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.map(([name, value]) => `${name}=${value}`).join("; ").length).toBeLessThan(8000);
  for (const [name, value] of sent) expect(name.length + value.length).toBeLessThan(4096);
});

it("forgets an open sign-in after a day", async () => {
  const { before, path, call } = await signIn({ sub: "emily" });
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 25 * 3600_000 });
  try {
    expect(readLocation(await call(path, before))).toBe("http://localhost:3000/sign-in?error=again");
  } finally {
    vi.useRealTimers();
  }
});

it("offers the newest of several open sign-ins again", async () => {
  const { call, start } = await loadPortal();
  const now = Date.now();
  let jar: Jar = {};
  for (const [page, ago] of [
    ["/account", 60_000],
    ["/devices/add", 0],
    ["/devices?q=a", 120_000],
  ] as const) {
    vi.useFakeTimers({ toFake: ["Date"], now: now - ago });
    jar = keep(jar, await start({}, page));
    vi.useRealTimers();
  }
  expect(readLocation(await call("/api/auth/callback/oidc", jar))).toBe(
    "http://localhost:3000/sign-in?error=again&callbackUrl=%2Fdevices%2Fadd",
  );
});

it("leads staff whose callback is used up to the desk", async () => {
  const { path, jar, call } = await signIn({ sub: "sam", roles: ["support"] });
  expect(readLocation(await call(path, jar))).toBe("http://localhost:3000/support");
});

it("leads to the list instead of a page whose path no cookie holds", async () => {
  const { response } = await signIn({ sub: "emily" }, { callbackUrl: `/devices?q=${"x".repeat(2300)}` });
  expect(readLocation(response)).toBe("http://localhost:3000/devices");
});

it("removes at most twenty cookies that somebody planted", async () => {
  const { start } = await loadPortal();
  const planted = Array.from({ length: 30 }, (_, index) => [`larder.sign-in.${index}`, "x"]);
  const started = await start(Object.fromEntries(planted));
  const removed = started.headers.getSetCookie().filter((cookie) => cookie.includes("Max-Age=0"));
  expect(removed).toHaveLength(20);
});

it("takes no open sign-in that the portal did not write", async () => {
  const { before, path, call } = await signIn({ sub: "emily" });
  const [name = "", value = ""] = Object.entries(before).find(([one]) => one.includes("sign-in")) ?? [];
  const parts = value.split("~");
  const forged = [
    value.replace(/^./, (first) => (first === "A" ? "B" : "A")),
    parts.with(2, "1").join("~"),
    parts.with(3, Buffer.from("//evil.example").toString("base64url")).join("~"),
    parts.slice(1).join("~"),
    "",
    "~".repeat(3000),
    // As many characters as a signature has, but more bytes.
    `${"é".repeat(43)}~1`,
  ];
  for (const cookie of forged) {
    const response = await call(path, { [name]: cookie });
    expect(readLocation(response), cookie).toBe("http://localhost:3000/sign-in?error=again");
  }
  expect(readLocation(await call(path, { [`${name}x`]: value }))).toContain("error=again");
});

it("takes no ID token that came without a code", async () => {
  const { call, start } = await loadPortal();
  const started = await start();
  const { searchParams } = new URL(readLocation(started));
  const now = Math.floor(Date.now() / 1000);
  const nonce = searchParams.get("nonce");
  const token = sign({ iss: issuer, aud: "larder", iat: now, exp: now + 60, sub: "emily", nonce });
  const path = `/api/auth/callback/oidc?state=${searchParams.get("state")}&id_token=${token}`;
  const response = await call(path, keep({}, started));
  expect(readLocation(response)).toMatch(failure);
  expect(response.headers.getSetCookie().join()).not.toMatch(/larder\.session=[^;]/);
});

it.each([
  ["own@example.com", null],
  ["victim@example.com", "victim@example.com"],
])("does not verify the ID token's address by what userinfo says of %s", async (told, email) => {
  userinfo = { sub: "two-documents", email: told, email_verified: true };
  try {
    const { jar } = await signIn({ sub: "two-documents", email: "victim@example.com" });
    const viewer = await findViewer(jar["larder.session"]);
    const isThis = eq(customers.id, viewer?.id ?? "");
    expect(await portal.db.select().from(customers).where(isThis)).toMatchObject([{ email }]);
    await portal.db.delete(customers).where(isThis);
  } finally {
    userinfo = null;
  }
});

describe("on https", () => {
  const settings = { NEXTAUTH_URL: "https://devices.example.com" };

  it("gives only cookies that no other host can plant", async () => {
    const { started, response } = await signIn({ sub: "emily" }, { settings });
    const given = [...started.headers.getSetCookie(), ...response.headers.getSetCookie()];
    expect(given.length).toBeGreaterThan(2);
    for (const cookie of given) {
      expect(cookie).toMatch(/^__Host-larder\.[^;]+; Path=\/; .*HttpOnly;.*Secure/i);
      expect(cookie).not.toMatch(/domain=/i);
    }
  });

  it("does not take a sign-in from cookies with other prefixes", async () => {
    const { before, path, call } = await signIn({ sub: "emily" }, { settings });
    const planted = Object.fromEntries(
      Object.entries(before).map(([name, value]) => [name.replace("__Host-", "__Secure-"), value]),
    );
    expect(readLocation(await call(path, planted))).toBe("https://devices.example.com/sign-in?error=again");
  });
});

describe("the provider refuses the person", () => {
  it.each<[error: string, description: string, fault: string]>([
    ["access_denied", "", "cancelled"],
    ["access_denied", "User cancelled", "cancelled"],
    ["access_denied", "The user denied the request", "cancelled"],
    ["access_denied", "AADB2C90091: The user has cancelled entering self-asserted information.", "cancelled"],
    ["access_denied", "AADSTS65004: User declined to consent to access the app.", "cancelled"],
    ["access_denied", "AADSTS50105: The signed in user is not assigned to a role.", "no-access"],
    ["access_denied", "User is not assigned to the client application.", "no-access"],
    ["access_denied", "Policy evaluation failed", "no-access"],
    ["unauthorized", "user is blocked", "no-access"],
    ["access_denied", "Please verify your email before logging in.", "unconfirmed"],
    ["unauthorized", "email_not_verified", "unconfirmed"],
    ["invalid_request", "PreAuthentication failed: user is not confirmed", "unconfirmed"],
    ["temporarily_unavailable", "", "provider"],
    ["server_error", "<script>", "provider"],
    ["invalid_scope", "Invalid scopes: roles", "provider"],
    ["x".repeat(5000), "y".repeat(50_000), "provider"],
  ])("%s %s: %s", async (error, description, fault) => {
    const { call, start } = await loadPortal();
    const started = await start({}, "/return");
    const state = new URL(readLocation(started)).searchParams.get("state") ?? "";
    const query = new URLSearchParams({ error, error_description: description, state });
    const response = await call(`/api/auth/callback/oidc?${query}`, keep({}, started));
    const [line, ...others] = readLog();
    expect(others).toEqual([]);
    expect(readLocation(response)).toBe(
      `http://localhost:3000/sign-in?error=${fault}&reference=${line.reference}&callbackUrl=%2Freturn`,
    );
    expect(line).toMatchObject({ what: "sign-in: refused by the provider", error: error.slice(0, 100) });
    expect(line.description ?? "").toBe(description.slice(0, 300));
    expect(keep({}, response)).toEqual({ [Object.keys(keep({}, started))[0] ?? ""]: "" });
  });

  it("without its words in the log naming anybody", async () => {
    const { call } = await loadPortal();
    const query = new URLSearchParams({
      error: "access_denied",
      error_description: "emily@example.com\r\nis blocked",
    });
    await call(`/api/auth/callback/oidc?${query}`);
    expect(readLog()).toMatchObject([{ description: "(address)  is blocked" }]);
  });
});

describe("the provider fails", () => {
  const respond =
    (status: number, type: string, body: string): RequestListener =>
    (_, response) => {
      response.writeHead(status, { "content-type": type });
      response.end(body);
    };
  const faults: [what: string, respond: RequestListener][] = [
    ["closes the connection", (request) => request.socket.destroy()],
    ["answers HTML", respond(200, "text/html", "<!doctype html><title>Maintenance</title>")],
    ["answers HTML with 503", respond(503, "text/html", "<!doctype html><title>Maintenance</title>")],
    ["answers an empty object", respond(200, "application/json", "{}")],
    ["answers nothing", respond(200, "application/json", "")],
    ["redirects", (_, response) => response.writeHead(302, { location: "https://evil.example/" }).end()],
  ];
  const expectFailure = (response: Response) => {
    expect(response.status).toBe(303);
    expect(readLocation(response)).toMatch(failure);
    const log = readLog();
    expect(log).toHaveLength(1);
    expect(readLocation(response)).toContain(log[0].reference);
  };

  it.each(faults)("at the start: it %s", async (_, respond) => {
    const { start } = await loadPortal();
    broken = { path: "/.well-known", respond };
    const security = captureSecurity();
    const response = await start({}, "/return");
    expectFailure(response);
    expect(response.headers.getSetCookie()).toEqual([]);
    expect(security).toMatchObject([{ event: "sign-in.failed", by: "oidc", reason: "provider" }]);
  });

  it.each(faults)("at the end: it %s", async (_, respond) => {
    broken = { path: "/token", respond };
    expectFailure((await signIn({ sub: "emily" })).response);
  });

  it.each([
    ["never answers", () => {}],
    [
      "never ends its answer",
      (_, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.write("{");
      },
    ],
  ] as [string, RequestListener][])("and %s", async (_, respond) => {
    const reached = new Promise<void>((resolve) => {
      broken = {
        path: "/token",
        respond: (...given) => {
          respond(...given);
          resolve();
        },
      };
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const signedIn = signIn({ sub: "emily" });
      await reached;
      await vi.advanceTimersByTimeAsync(20_000);
      expectFailure((await signedIn).response);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("once the person no longer waits", () => {
  it("nobody is signed up, though the provider answers in the end", async () => {
    let release = () => {};
    const reached = new Promise<void>((resolve) => {
      broken = {
        path: "/jwks",
        respond: (_, response) => {
          release = () =>
            response.writeHead(200, { "content-type": "application/json" }).end(
              JSON.stringify({
                keys: [{ ...publicKey.export({ format: "jwk" }), kid: "k", alg: "RS256" }],
              }),
            );
          resolve();
        },
      };
    });
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const signedIn = signIn({ sub: "too-late", country: {} });
      await reached;
      await vi.advanceTimersByTimeAsync(20_000);
      expect(readLocation((await signedIn).response)).toMatch(failure);
    } finally {
      vi.useRealTimers();
    }
    broken = works;
    release();
    await expect.poll(() => printed.mock.calls.join()).toContain("unusable claims");
    await signIn({ sub: "next" });
    expect(await portal.db.$count(identities, eq(identities.subject, "too-late"))).toBe(0);
  });
});

it.each([
  [0, true],
  [3600, false],
])("counts an authentication %i seconds ago as fresh: %s", async (ago, expected) => {
  const { jar } = await signIn({ sub: "emily", auth_time: Math.floor(Date.now() / 1000) - ago });
  expect(await isFresh((await findViewer(jar["larder.session"])) as Customer)).toBe(expected);
});

it("asks the provider to prompt, and then counts the sign-in as fresh even if it does not say when", async () => {
  const fresh = await signIn({ sub: "emily" }, { form: { other: "1" } });
  expect(fresh.away.searchParams.get("prompt")).toBe("login");
  const silent = await signIn({ sub: "emily" });
  expect(silent.away.searchParams.get("prompt")).toBeNull();
  const viewers = await Promise.all([fresh, silent].map(({ jar }) => findViewer(jar["larder.session"])));
  expect(await Promise.all(viewers.map((viewer) => isFresh(viewer as Customer)))).toEqual([true, false]);
});

it("keeps what arrived in an administrator's sign-in for them alone, without what is too long", async () => {
  const sent = { sub: "ada", email: "ada@example.com", odd: "\u0000\ud800", long: "x".repeat(10_240) };
  const read = async (role: string) => {
    const { jar } = await signIn({ ...sent, sub: role, roles: [role] });
    const viewer = (await findViewer(jar["larder.session"])) as Staff;
    const colleague = { ...(await portal.addStaff("admin")), sessionId: viewer.sessionId };
    expect(await findReport(colleague)).toBeNull();
    return findReport(viewer);
  };
  const report = await read("admin");
  expect(report?.readings).toContainEqual({
    field: "role",
    claim: "roles",
    shape: { kind: "list", size: 1 },
    value: "admin",
  });
  expect(report?.arrived).toEqual(
    expect.arrayContaining([
      { claim: "email", shape: { kind: "text", size: 15 }, value: "ada@example.com" },
      { claim: "odd", shape: { kind: "text", size: 2 }, value: "" },
      { claim: "long", shape: { kind: "text", size: 10_240 }, value: `${"x".repeat(200)}…` },
    ]),
  );
  expect(await read("support")).toBeNull();
});

it("logs claims of no use once, by name and shape", async () => {
  const secret = { "C-1": "Emily" };
  await signIn({ sub: "emily", country: secret, email: "e@example.com", name: "Emily" });
  expect(readLog()).toEqual([
    expect.objectContaining({
      what: "sign-in: unusable claims",
      claims: [
        { claim: "email", fault: "unverified", shape: { kind: "text", size: 13 } },
        { claim: "country", fault: "unusable", shape: { kind: "object", size: 1 } },
      ],
    }),
  ]);
  expect(printed.mock.calls.join()).not.toMatch(/C-1|Emily|e@example/);
});

it("finds the configuration where OIDC_DISCOVERY_URL says", async () => {
  broken = { path: "/.well-known", respond: (request) => request.socket.destroy() };
  const settings = { OIDC_DISCOVERY_URL: `${issuer}/policy/.well-known/odd` };
  const { jar } = await signIn({ sub: "emily" }, { settings });
  expect(await findViewer(jar["larder.session"])).not.toBeNull();
});

it.each([
  "session",
  "csrf",
  "providers",
  "signout",
  "error",
  "verify-request",
  "callback/other",
  "_log",
  "x/y/z",
])("does not expose next-auth's other paths: %s", async (path) => {
  const { call } = await loadPortal();
  expect((await call(`/api/auth/${path}`)).status).toBe(404);
});

it("starts no session for a prefetch or HEAD", async () => {
  const { path, before, call } = await signIn({ sub: "emily" });
  const count = await portal.db.$count(sessions);
  expect((await call(path, before, { headers: { purpose: "prefetch" } })).status).toBe(503);
  expect(await (await call(path, before, { method: "HEAD" })).text()).toBe("");
  expect(await portal.db.$count(sessions)).toBe(count);
});

describe("the security log", () => {
  const failed = { event: "sign-in.failed", network: null, by: "oidc" };

  it("has one event for a sign-in, and keeps its network", async () => {
    const lines = captureSecurity();
    const { jar } = await signIn({ sub: "emily" });
    expect(lines).toEqual([{ ...failed, event: "sign-in.succeeded", customer: expect.any(String) }]);
    const viewer = await findViewer(jar["larder.session"]);
    const { rows } = await portal.owner.query(
      "select method, network from sign_ins where customer_id = $1 order by at desc limit 1",
      [viewer?.id],
    );
    expect(rows).toEqual([{ method: "oidc", network: "192.0.2.0/24" }]);
  });

  it("has one event for each sign-in that fails", async () => {
    const settings = { SELF_SIGN_UP: "false" };
    const { call, start } = await loadPortal(settings);
    const lines = captureSecurity();
    const started = await start();
    const [open, { searchParams }] = [keep({}, started), new URL(readLocation(started))];
    await call(`/api/auth/callback/oidc?error=access_denied&state=${searchParams.get("state")}`, open);
    // Anyone can make this one up, with an image on another site.
    await call("/api/auth/callback/oidc?error=access_denied&state=s", open);
    await call("/api/auth/callback/oidc?code=c&state=s", open);
    await signIn({ sub: "emily", nonce: "another" }, { settings });
    await signIn({ sub: "stranger at the door" }, { settings });
    expect(lines).toEqual([
      { ...failed, reason: "cancelled" },
      { ...failed, reason: "again" },
      { ...failed, reason: "again" },
      { ...failed, reason: "provider" },
      { ...failed, reason: "customer-unknown", identity: expect.any(String) },
    ]);
  });
});
