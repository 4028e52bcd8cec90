import { createSign, generateKeyPairSync } from "node:crypto";
import { createServer, type Server } from "node:http";
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
import { findViewer } from "@/lib/auth/sessions/sessions";
import { closeDatabase, customers, identities, sessions } from "@/lib/db";
import { createRequest, createTestStage, setSettings, type TestStage } from "@/tests/stage";

let portal: TestStage;
let provider: Server;
let issuer: string;
/** The claims in the provider's next ID token. */
let claims: Record<string, unknown>;
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
      }),
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
    ...settings,
  });
  const [{ POST }, { GET }] = [await import("@/app/sign-in/start/route"), await import("./route")];
  const call = (path: string, jar: Jar = {}, init: { method?: string; headers?: Jar } = {}) =>
    GET(createRequest(path, jar, init), {
      params: Promise.resolve({ nextauth: path.replace(/\?.*/s, "").split("/").slice(3) }),
    });
  const start = (jar: Jar = {}, callbackUrl = "/return") => {
    const headers = { origin: settings.NEXTAUTH_URL ?? "http://localhost:3000" };
    const body = new URLSearchParams({ callbackUrl });
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
  }: { settings?: Jar; jar?: Jar; callbackUrl?: string } = {},
) {
  const { call, start } = await loadPortal(settings);
  const started = await start(jar, callbackUrl);
  const away = new URL(started.headers.get("location") ?? "");
  claims = { nonce: away.searchParams.get("nonce"), ...who };
  const before = keep(jar, started);
  const path = `/api/auth/callback/oidc?code=c&state=${away.searchParams.get("state")}`;
  const response = await call(path, before, { headers: { "x-forwarded-for": "192.0.2.7" } });
  return { away, started, before, path, response, jar: keep(before, response), call };
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

  it.each([
    ["a callback without a sign-in", "?code=c&state=s"],
    ["a callback without parameters", ""],
    ["an error from the provider", "?error=server_error&error_description=%3Cscript%3E"],
    ["repeated parameters", "?code=c&code=d&state=s&state=t"],
    [
      "odd parameters",
      "?code=%00&state=%F0%28&nextauth=x&__proto__=y&csrfToken=z&callbackUrl=https://evil.example",
    ],
  ])("%s", async (_, query) => {
    const before = await portal.db.$count(sessions);
    const { call } = await loadPortal();
    await expectRefused(await call(`/api/auth/callback/oidc${query}`), before);
  });

  it("another browser's callback", async () => {
    const { path, call } = await signIn({ sub: "emily" });
    const before = await portal.db.$count(sessions);
    await expectRefused(await call(path), before);
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

it("returns to sign-in without an error if the person cancelled at the provider", async () => {
  const { call } = await loadPortal();
  const response = await call("/api/auth/callback/oidc?error=access_denied&state=s");
  expect(readLocation(response)).toBe("http://localhost:3000/sign-in");
  expect(printed).not.toHaveBeenCalled();
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

it.each([
  ["does not say", undefined, 0],
  ["says just now", () => Math.floor(Date.now() / 1000), 0],
  ["says an hour ago", () => Math.floor(Date.now() / 1000) - 3600, 60],
  ["says tomorrow", () => Math.floor(Date.now() / 1000) + 86_400, 0],
  ["says nonsense", () => "yesterday", 0],
])("the provider %s when the person authenticated", async (_, authTime, minutes) => {
  const { jar } = await signIn({ sub: `proved-${minutes}-${_.length}`, auth_time: authTime?.() });
  const viewer = await findViewer(jar["larder.session"]);
  const [row] = await portal.db
    .select()
    .from(sessions)
    .where(eq(sessions.id, viewer?.sessionId ?? ""));
  expect((Date.now() - (row?.authenticatedAt.getTime() ?? 0)) / 60_000).toBeCloseTo(minutes, 0);
});
