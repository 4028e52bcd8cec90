import { createServer, type Server } from "node:http";
import { exportJWK, generateKeyPair, type JWTHeaderParameters, SignJWT } from "jose";
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
import { closeDatabase, identities } from "@/lib/db";
import type { Customer, Staff } from "@/lib/viewer";
import { captureSecurity } from "@/tests/capture-security";
import { createRequest, createTestStage, setSettings, type TestStage } from "@/tests/stage";

let portal: TestStage;
let provider: Server;
let issuer: string;
let asked: string[];
/** Set to make the provider fail. */
let fault: "discovery" | "no keys named" | "another issuer" | "keys" | "html" | "hangs" | null;
let printed: MockInstance<typeof process.stdout.write>;
let emily: Customer;
let sam: Staff;
const [own, next, stranger] = await Promise.all([1, 2, 3].map(() => generateKeyPair("RS256")));
const curve = await generateKeyPair("ES256");
let published: { kid: string; key: CryptoKey; alg?: string }[];
type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

async function answerRequest(path: string): Promise<[status: number, body: string] | null> {
  if (path === "/.well-known/openid-configuration") {
    if (fault === "discovery") return [500, "{}"];
    if (fault === "no keys named") return [200, JSON.stringify({ issuer })];
    if (fault === "another issuer")
      return [200, JSON.stringify({ issuer: "https://evil.example", jwks_uri: `${issuer}/keys` })];
    return [200, JSON.stringify({ issuer, jwks_uri: `${issuer}/keys` })];
  }
  if (fault === "hangs") return null;
  if (fault === "keys") return [500, "{}"];
  if (fault === "html") return [200, "<h1>Under construction</h1>"];
  const keys = published.map(async ({ kid, key, alg = "RS256" }) => ({
    ...(await exportJWK(key)),
    kid,
    alg,
    use: "sig",
  }));
  return [200, JSON.stringify({ keys: await Promise.all(keys) })];
}

beforeAll(async () => {
  portal = await createTestStage();
  emily = await portal.addCustomer();
  sam = await portal.addStaff();
  provider = createServer(async (request, response) => {
    asked.push(String(request.url));
    const answer = await answerRequest(String(request.url));
    if (answer) response.writeHead(answer[0], { "content-type": "application/json" }).end(answer[1]);
  });
  await new Promise<void>((resolve) => provider.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(provider.address() as { port: number }).port}`;
  await portal.db.insert(identities).values([
    { issuer, subject: "emily", customerId: emily.id },
    { issuer, subject: "sam", staffId: sam.id },
    { issuer: "https://another.example", subject: "emily", staffId: sam.id },
  ]);
});
afterAll(async () => {
  provider.closeAllConnections();
  provider.close();
  await portal.stop();
});
beforeEach(async () => {
  await portal.owner.query("delete from sessions");
  [asked, fault, published] = [[], null, [{ kid: "own", key: (own as Keys).publicKey }]];
  printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => printed.mockRestore());

/** Loads a portal that hasn't fetched any keys yet. */
async function loadPortal(settings: Record<string, string> = {}) {
  await closeDatabase();
  vi.resetModules();
  setSettings({ DATABASE_URL: portal.database.appUrl, OIDC_ISSUER: issuer, ...settings });
  const { POST } = await import("./route");
  return (body: URLSearchParams, headers: Record<string, string> = {}) =>
    POST(createRequest("/api/auth/back-channel-logout", {}, { method: "POST", headers, body }), {
      params: Promise.resolve({}),
    });
}

const event = "http://schemas.openid.net/event/backchannel-logout";
const getNow = () => Math.floor(Date.now() / 1000);
type Changes = { claims?: object; header?: Partial<JWTHeaderParameters>; key?: CryptoKey };

/** Signs a valid logout token for emily with `changes`; undefined claims are left out. */
const sign = ({ claims = {}, header = {}, key = (own as Keys).privateKey }: Changes = {}) =>
  new SignJWT({
    ...{
      iss: issuer,
      aud: "larder",
      iat: getNow(),
      exp: getNow() + 120,
      jti: "j",
      sub: "emily",
      events: { [event]: {} },
    },
    ...claims,
  })
    .setProtectedHeader({ alg: "RS256", kid: "own", typ: "logout+jwt", ...header })
    .sign(key);
const buildForm = (token: string) => new URLSearchParams({ logout_token: token });

async function expectRefused(response: Response, token: string): Promise<void> {
  expect([response.status, await response.json()]).toEqual([400, { error: "invalid_request" }]);
  expect(response.headers.get("cache-control")).toContain("no-store");
  expect(await findViewer(token)).not.toBeNull();
  expect(printed).toHaveBeenCalledTimes(1);
  const { level, time, build, cause, claim, ...line } = JSON.parse(String(printed.mock.calls[0]?.[0]));
  expect(line).toEqual({
    what: "back-channel logout",
    reference: expect.stringMatching(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/),
  });
  // Names of our own and the library's, and no words of the token's.
  expect([level, cause, claim ?? "none"]).toEqual(["warn", ...Array(2).fill(expect.stringMatching(/^\w+$/))]);
}

describe("accepts a token", () => {
  it.each<[string, () => Changes, end?: string]>([
    ["that is valid", () => ({})],
    ["with a plain type", () => ({ header: { typ: "JWT" } })],
    ["with a full media type", () => ({ header: { typ: "application/logout+jwt" } })],
    ["without a type", () => ({ header: { typ: undefined } })],
    ["for several audiences", () => ({ claims: { aud: ["another", "larder"] } })],
    ["with something in its event", () => ({ claims: { events: { [event]: { a: 1 }, other: {} } } })],
    ["that expired a moment ago", () => ({ claims: { iat: getNow() - 200, exp: getNow() - 10 } })],
    ["from a clock that is ahead", () => ({ claims: { iat: getNow() + 10 } })],
    ["whose issuer the settings end with a slash", () => ({}), "/"],
  ])("%s", async (_, changes, end = "") => {
    const token = await portal.signIn(emily, "id-token");
    await portal.owner.query("update sessions set created_at = now() - interval '1 hour'");
    const post = await loadPortal({ OIDC_ISSUER: issuer + end });
    const response = await post(buildForm(await sign(changes())));
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(await findViewer(token)).toBeNull();
    expect(printed).not.toHaveBeenCalled();
  });

  it("signed with the configured algorithm, and with no other", async () => {
    published.push({ kid: "curve", key: curve.publicKey, alg: "ES256" });
    const token = await portal.signIn(emily, "id-token");
    const post = await loadPortal({ OIDC_SIGNING_ALGORITHM: "ES256" });
    await expectRefused(await post(buildForm(await sign())), token);
    const signed = await sign({ header: { alg: "ES256", kid: "curve" }, key: curve.privateKey });
    expect((await post(buildForm(signed))).status).toBe(200);
    expect(await findViewer(token)).toBeNull();
  });

  it("from any origin and without a cookie: the signature authenticates it", async () => {
    const token = await portal.signIn(emily, "id-token");
    const post = await loadPortal();
    const headers = { origin: "https://login.example.com", "sec-fetch-site": "cross-site" };
    expect((await post(buildForm(await sign()), headers)).status).toBe(200);
    expect(await findViewer(token)).toBeNull();
  });

  it("after fetching the keys once", async () => {
    const post = await loadPortal();
    for (let count = 0; count < 3; count += 1) expect((await post(buildForm(await sign()))).status).toBe(200);
    expect(asked).toEqual(["/.well-known/openid-configuration", "/keys"]);
  });

  it("signed with a key that was published later", async () => {
    const post = await loadPortal();
    await post(buildForm(await sign()));
    published.push({ kid: "next", key: (next as Keys).publicKey });
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ["Date"] });
    try {
      const later = await sign({ header: { kid: "next" }, key: (next as Keys).privateKey });
      expect((await post(buildForm(later))).status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("refuses a token", () => {
  it.each<[string, () => Changes]>([
    ["signed by a stranger", () => ({ key: (stranger as Keys).privateKey })],
    ["with an unknown key", () => ({ header: { kid: "unknown" } })],
    ["from another issuer", () => ({ claims: { iss: "https://evil.example" } })],
    ["without an issuer", () => ({ claims: { iss: undefined } })],
    ["for another client", () => ({ claims: { aud: "another" } })],
    ["without an audience", () => ({ claims: { aud: undefined } })],
    ["without a time of issue", () => ({ claims: { iat: undefined } })],
    ["with a malformed time of issue", () => ({ claims: { iat: "now" } })],
    ["from tomorrow", () => ({ claims: { iat: getNow() + 86_400, exp: getNow() + 90_000 } })],
    ["that has expired", () => ({ claims: { iat: getNow() - 300, exp: getNow() - 60 } })],
    ["without an expiry", () => ({ claims: { exp: undefined } })],
    ["without events", () => ({ claims: { events: undefined } })],
    ["for another event", () => ({ claims: { events: { "http://schemas.openid.net/event/other": {} } } })],
    ["with an event that isn't an object", () => ({ claims: { events: { [event]: true } } })],
    ["with a list of events", () => ({ claims: { events: [event] } })],
    ["without a subject", () => ({ claims: { sub: undefined } })],
    ["with a malformed subject", () => ({ claims: { sub: "a\n" } })],
    ["with a number as subject", () => ({ claims: { sub: 5 } })],
    ["with an empty session id", () => ({ claims: { sid: "" } })],
    ["with a nonce, as ID tokens have", () => ({ claims: { nonce: "n" } })],
    ["with an empty nonce", () => ({ claims: { nonce: "" } })],
    ["of another type", () => ({ header: { typ: "at+jwt" } })],
  ])("%s", async (_, changes) => {
    const token = await portal.signIn(emily, "id-token");
    const post = await loadPortal();
    await expectRefused(await post(buildForm(await sign(changes()))), token);
  });

  const encodePart = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  it.each([
    ["that is missing", () => new URLSearchParams()],
    ["that is empty", () => buildForm("")],
    ["that is plain text", () => buildForm("not a token")],
    ["that is huge", () => buildForm("x".repeat(300_000))],
    ["with a NUL", () => buildForm("a.\u0000.b")],
    [
      "without a signature",
      () =>
        buildForm(
          `${encodePart({ alg: "none" })}.${encodePart({ iss: issuer, aud: "larder", sub: "emily" })}.`,
        ),
    ],
    [
      "sent twice",
      async () =>
        new URLSearchParams([
          ["logout_token", await sign()],
          ["logout_token", await sign()],
        ]),
    ],
  ])("%s, without contacting the provider", async (_, body) => {
    const token = await portal.signIn(emily, "id-token");
    const post = await loadPortal();
    await expectRefused(await post(await body()), token);
    expect(asked).toEqual([]);
  });
});

describe("ends", () => {
  type Session = { who?: "emily" | "sam"; sid?: string | null; byCode?: boolean; age?: number };
  const [one, two] = ["session one", "session two"];

  it.each<[string, object, Session, boolean]>([
    ["the session that it names", { sid: one }, { sid: one }, true],
    ["a staff session that it names", { sub: "sam", sid: one }, { who: "sam", sid: one }, true],
    ["the session that it names, without a subject", { sub: undefined, sid: one }, { sid: one }, true],
    ["not another session of the same person", { sid: one }, { sid: two }, false],
    ["a session of the person without a known provider session", { sid: one }, { sid: null }, true],
    ["not such a session if it names no person", { sub: undefined, sid: one }, { sid: null }, false],
    ["not such a session of another person", { sid: one }, { who: "sam", sid: null }, false],
    ["all of the person's sessions if it names none", {}, { sid: two }, true],
    ["all of a staff member's sessions if it names none", { sub: "sam" }, { who: "sam", sid: two }, true],
    ["no one else's", {}, { who: "sam", sid: two }, false],
    ["not one started with an e-mail code", {}, { sid: null, byCode: true }, false],
    ["one that began in the same second", { sid: one }, { sid: one, age: 0 }, true],
    ["not one that began later", { sid: one }, { sid: one, age: -5 }, false],
    ["not one of the person's that began later", {}, { sid: one, age: -5 }, false],
    ["nothing for an unknown subject", { sub: "stranger" }, {}, false],
  ])("%s", async (_, claims, { who = "emily", sid = null, byCode = false, age = 60 }, ends) => {
    const post = await loadPortal();
    const iat = getNow();
    const token = await portal.signIn(who === "sam" ? sam : emily, byCode ? null : "id-token", sid);
    await portal.owner.query("update sessions set created_at = to_timestamp($1::float - $2)", [
      iat + 0.9,
      age,
    ]);
    expect((await post(buildForm(await sign({ claims: { iat, ...claims } })))).status).toBe(200);
    expect((await findViewer(token)) === null).toBe(ends);
  });

  it("nothing a second time: a later session stays", async () => {
    const post = await loadPortal();
    const token = await sign({ claims: { iat: getNow() - 5 } });
    await post(buildForm(token));
    const later = await portal.signIn(emily, "id-token");
    expect((await post(buildForm(token))).status).toBe(200);
    expect(await findViewer(later)).not.toBeNull();
  });
});

describe("asks the provider to try again", () => {
  it.each(["discovery", "no keys named", "another issuer", "keys", "html", "hangs"] as const)(
    "while its keys are unavailable (%s), and succeeds afterwards",
    async (what) => {
      const token = await portal.signIn(emily, "id-token");
      const post = await loadPortal();
      fault = what;
      const response = await post(buildForm(await sign()));
      expect([response.status, await response.json()]).toEqual([503, { error: "temporarily_unavailable" }]);
      expect(response.headers.get("cache-control")).toContain("no-store");
      expect(printed).toHaveBeenCalledTimes(1);
      expect(await findViewer(token)).not.toBeNull();
      fault = null;
      expect((await post(buildForm(await sign()))).status).toBe(200);
      expect(await findViewer(token)).toBeNull();
    },
  );

  it("while the database is down", async () => {
    const post = await loadPortal({ DATABASE_URL: "postgres://nobody:none@127.0.0.1:9/none" });
    const response = await post(buildForm(await sign()));
    expect(response.status).toBe(503);
    expect(response.headers.get("cache-control")).toContain("no-store");
  });
});

it("does not exist if people only sign in by e-mail", async () => {
  const mail = { SIGN_IN: "email", SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "devices@example.com" };
  const post = await loadPortal(mail);
  expect((await post(buildForm(await sign()))).status).toBe(404);
  expect(asked).toEqual([]);
});

it("writes a security event for what ended, and for what cannot be verified now", async () => {
  const post = await loadPortal();
  for (const sid of ["one", "other"]) await portal.signIn(emily, "id-token", sid);
  const lines = captureSecurity();
  const identity = expect.stringMatching(/^[\w-]{22}$/);
  const succeeded = { event: "back-channel-logout.succeeded", network: null };
  await post(buildForm(await sign({ claims: { sub: undefined, sid: "one" } })));
  await post(buildForm(await sign()));
  [fault, published] = ["keys", []];
  await (await loadPortal())(buildForm(await sign()));
  expect(lines).toEqual([
    { ...succeeded, sessions: 1 },
    { ...succeeded, sessions: 1, identity },
    { event: "back-channel-logout.failed", network: null, reason: "unavailable" },
  ]);
});
