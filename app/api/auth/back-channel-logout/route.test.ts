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
import { createRequest, createTestStage, setSettings, type TestStage } from "@/tests/stage";

let portal: TestStage;
let provider: Server;
let issuer: string;
let asked: string[];
/** Set to make the provider fail. */
let fault: "discovery" | "no keys named" | "another issuer" | "keys" | "html" | "hangs" | null;
let printed: MockInstance<typeof console.error>;
let emily: Customer;
let sam: Staff;
const [own, next, stranger] = await Promise.all([1, 2, 3].map(() => generateKeyPair("RS256")));
const curve = await generateKeyPair("ES256");
let published: { kid: string; key: CryptoKey; alg?: string }[];
type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

async function answerTo(path: string): Promise<[status: number, body: string] | null> {
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
    const answer = await answerTo(String(request.url));
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
  printed = vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => printed.mockRestore());

/** A portal that has not yet fetched any keys. */
async function freshPortal(settings: Record<string, string> = {}) {
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
const now = () => Math.floor(Date.now() / 1000);
type Changes = { claims?: object; header?: Partial<JWTHeaderParameters>; key?: CryptoKey };

/** A good logout token about emily, but for `changes`; a claim that is undefined is left out. */
const sign = ({ claims = {}, header = {}, key = (own as Keys).privateKey }: Changes = {}) =>
  new SignJWT({
    ...{
      iss: issuer,
      aud: "larder",
      iat: now(),
      exp: now() + 120,
      jti: "j",
      sub: "emily",
      events: { [event]: {} },
    },
    ...claims,
  })
    .setProtectedHeader({ alg: "RS256", kid: "own", typ: "logout+jwt", ...header })
    .sign(key);
const form = (token: string) => new URLSearchParams({ logout_token: token });

async function expectRefused(response: Response, token: string): Promise<void> {
  expect([response.status, await response.json()]).toEqual([400, { error: "invalid_request" }]);
  expect(response.headers.get("cache-control")).toContain("no-store");
  expect(await findViewer(token)).not.toBeNull();
  expect(printed).toHaveBeenCalledTimes(1);
  expect(JSON.parse(String(printed.mock.calls[0]?.[0]))).toMatchObject({
    what: "back-channel logout",
    reference: expect.stringMatching(/^[0-9A-F]{8}$/),
  });
}

describe("takes a token", () => {
  it.each<[string, Changes, end?: string]>([
    ["that is good", {}],
    ["with a plain type", { header: { typ: "JWT" } }],
    ["with a whole media type", { header: { typ: "application/logout+jwt" } }],
    ["without a type", { header: { typ: undefined } }],
    ["for several audiences", { claims: { aud: ["another", "larder"] } }],
    ["with something in its event", { claims: { events: { [event]: { a: 1 }, other: {} } } }],
    ["that ran out a moment ago", { claims: { iat: now() - 200, exp: now() - 10 } }],
    ["of a clock that is ahead", { claims: { iat: now() + 10 } }],
    ["whose issuer the settings end with a slash", {}, "/"],
  ])("%s", async (_, changes, end = "") => {
    const token = await portal.signIn(emily, "id-token");
    await portal.owner.query("update sessions set created_at = now() - interval '1 hour'");
    const post = await freshPortal({ OIDC_ISSUER: issuer + end });
    const response = await post(form(await sign(changes)));
    expect([response.status, await response.text()]).toEqual([200, ""]);
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(await findViewer(token)).toBeNull();
    expect(printed).not.toHaveBeenCalled();
  });

  it("signed by the algorithm of the settings, and by that alone", async () => {
    published.push({ kid: "curve", key: curve.publicKey, alg: "ES256" });
    const token = await portal.signIn(emily, "id-token");
    const post = await freshPortal({ OIDC_SIGNING_ALGORITHM: "ES256" });
    await expectRefused(await post(form(await sign())), token);
    const signed = await sign({ header: { alg: "ES256", kid: "curve" }, key: curve.privateKey });
    expect((await post(form(signed))).status).toBe(200);
    expect(await findViewer(token)).toBeNull();
  });

  it("from wherever it comes: a signature proves it, no cookie and no origin", async () => {
    const token = await portal.signIn(emily, "id-token");
    const post = await freshPortal();
    const headers = { origin: "https://login.example.com", "sec-fetch-site": "cross-site" };
    expect((await post(form(await sign()), headers)).status).toBe(200);
    expect(await findViewer(token)).toBeNull();
  });

  it("after fetching the keys once", async () => {
    const post = await freshPortal();
    for (let count = 0; count < 3; count += 1) expect((await post(form(await sign()))).status).toBe(200);
    expect(asked).toEqual(["/.well-known/openid-configuration", "/keys"]);
  });

  it("signed by a key that came later", async () => {
    const post = await freshPortal();
    await post(form(await sign()));
    published.push({ kid: "next", key: (next as Keys).publicKey });
    vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ["Date"] });
    try {
      const later = await sign({ header: { kid: "next" }, key: (next as Keys).privateKey });
      expect((await post(form(later))).status).toBe(200);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe("refuses a token", () => {
  it.each<[string, () => Changes]>([
    ["signed by a stranger", () => ({ key: (stranger as Keys).privateKey })],
    ["of an unknown key", () => ({ header: { kid: "unknown" } })],
    ["of another issuer", () => ({ claims: { iss: "https://evil.example" } })],
    ["without an issuer", () => ({ claims: { iss: undefined } })],
    ["for another client", () => ({ claims: { aud: "another" } })],
    ["for nobody", () => ({ claims: { aud: undefined } })],
    ["without its time", () => ({ claims: { iat: undefined } })],
    ["with a time that is none", () => ({ claims: { iat: "now" } })],
    ["of tomorrow", () => ({ claims: { iat: now() + 86_400, exp: now() + 90_000 } })],
    ["that ran out", () => ({ claims: { iat: now() - 300, exp: now() - 60 } })],
    ["that never ends", () => ({ claims: { exp: undefined } })],
    ["of no event", () => ({ claims: { events: undefined } })],
    ["of another event", () => ({ claims: { events: { "http://schemas.openid.net/event/other": {} } } })],
    ["of an event that is no object", () => ({ claims: { events: { [event]: true } } })],
    ["of events in a list", () => ({ claims: { events: [event] } })],
    ["about nobody", () => ({ claims: { sub: undefined } })],
    ["about a subject that is none", () => ({ claims: { sub: "a\n" } })],
    ["about a number", () => ({ claims: { sub: 5 } })],
    ["about a session that is none", () => ({ claims: { sid: "" } })],
    ["with a nonce, as ID tokens have", () => ({ claims: { nonce: "n" } })],
    ["with an empty nonce", () => ({ claims: { nonce: "" } })],
    ["of another type", () => ({ header: { typ: "at+jwt" } })],
  ])("%s", async (_, changes) => {
    const token = await portal.signIn(emily, "id-token");
    const post = await freshPortal();
    await expectRefused(await post(form(await sign(changes()))), token);
  });

  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  it.each([
    ["no token", () => new URLSearchParams()],
    ["an empty one", () => form("")],
    ["words", () => form("not a token")],
    ["something huge", () => form("x".repeat(300_000))],
    ["a NUL", () => form("a.\u0000.b")],
    [
      "no signature",
      () => form(`${part({ alg: "none" })}.${part({ iss: issuer, aud: "larder", sub: "emily" })}.`),
    ],
    [
      "two tokens",
      async () =>
        new URLSearchParams([
          ["logout_token", await sign()],
          ["logout_token", await sign()],
        ]),
    ],
  ])("that is %s, without asking the provider", async (_, body) => {
    const token = await portal.signIn(emily, "id-token");
    const post = await freshPortal();
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
    ["a session of the person of which we don't know which it was", { sid: one }, { sid: null }, true],
    ["not such a session where it names no person", { sub: undefined, sid: one }, { sid: null }, false],
    ["not such a session of another person", { sid: one }, { who: "sam", sid: null }, false],
    ["all of the person's where it names no session", {}, { sid: two }, true],
    ["all of a member of staff's where it names no session", { sub: "sam" }, { who: "sam", sid: two }, true],
    ["nobody else's", {}, { who: "sam", sid: two }, false],
    ["not one by a code", {}, { sid: null, byCode: true }, false],
    ["one that began in the same second", { sid: one }, { sid: one, age: 0 }, true],
    ["not one that began later", { sid: one }, { sid: one, age: -5 }, false],
    ["not one of the person's that began later", {}, { sid: one, age: -5 }, false],
    ["nothing for somebody unknown", { sub: "stranger" }, {}, false],
  ])("%s", async (_, claims, { who = "emily", sid = null, byCode = false, age = 60 }, ends) => {
    const post = await freshPortal();
    const iat = now();
    const token = await portal.signIn(who === "sam" ? sam : emily, byCode ? null : "id-token", sid);
    await portal.owner.query("update sessions set created_at = to_timestamp($1::float - $2)", [
      iat + 0.9,
      age,
    ]);
    expect((await post(form(await sign({ claims: { iat, ...claims } })))).status).toBe(200);
    expect((await findViewer(token)) === null).toBe(ends);
  });

  it("nothing a second time: who signed in since stays", async () => {
    const post = await freshPortal();
    const token = await sign({ claims: { iat: now() - 5 } });
    await post(form(token));
    const later = await portal.signIn(emily, "id-token");
    expect((await post(form(token))).status).toBe(200);
    expect(await findViewer(later)).not.toBeNull();
  });
});

describe("asks the provider to try again", () => {
  it.each(["discovery", "no keys named", "another issuer", "keys", "html", "hangs"] as const)(
    "while its keys can't be had (%s), and works once they can",
    async (what) => {
      const token = await portal.signIn(emily, "id-token");
      const post = await freshPortal();
      fault = what;
      const response = await post(form(await sign()));
      expect([response.status, await response.json()]).toEqual([503, { error: "temporarily_unavailable" }]);
      expect(response.headers.get("cache-control")).toContain("no-store");
      expect(printed).toHaveBeenCalledTimes(1);
      expect(await findViewer(token)).not.toBeNull();
      fault = null;
      expect((await post(form(await sign()))).status).toBe(200);
      expect(await findViewer(token)).toBeNull();
    },
    15_000,
  );

  it("while the database is away", async () => {
    const post = await freshPortal({ DATABASE_URL: "postgres://nobody:none@127.0.0.1:9/none" });
    const response = await post(form(await sign()));
    expect(response.status).toBe(503);
    expect(response.headers.get("cache-control")).toContain("no-store");
  });
});

it("does not exist where people sign in by e-mail alone", async () => {
  const mail = { SIGN_IN: "email", SMTP_URL: "smtp://127.0.0.1:1", MAIL_FROM: "devices@example.com" };
  const post = await freshPortal(mail);
  expect((await post(form(await sign()))).status).toBe(404);
  expect(asked).toEqual([]);
});
