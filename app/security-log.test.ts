// Causes nearly every security event through the portal's handlers, and reads all that the portal printed meanwhile.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";
import { GET as download } from "@/app/account/data/route";
import { POST as confirmDeletion } from "@/app/account/delete/confirm/route";
import { POST as verifyEmail } from "@/app/account/email/code/verify/route";
import { POST as sendEmail } from "@/app/account/email/send/route";
import { POST as endSessions } from "@/app/account/sessions/route";
import { GET as exportAudit } from "@/app/admin/audit/export/route";
import { POST as revoke } from "@/app/admin/keys/[keyId]/revocation/route";
import { POST as createKey } from "@/app/admin/keys/create/route";
import { POST as endStaff } from "@/app/admin/staff/sessions/route";
import { POST as logOut } from "@/app/api/auth/back-channel-logout/route";
import { POST as claim } from "@/app/devices/add/claim/route";
import { POST as send } from "@/app/sign-in/code/send/route";
import { POST as verify } from "@/app/sign-in/code/verify/route";
import { POST as signOut } from "@/app/sign-out/route";
import { requireStaff } from "@/lib/auth";
import { readClaims } from "@/lib/auth/oidc/read-claims";
import { signInPerson } from "@/lib/auth/oidc/sign-in-person";
import { deriveCode } from "@/lib/codes";
import { emailCodes, sessions } from "@/lib/db";
import { env } from "@/lib/env";
import { hashPerson, runForRequest } from "@/lib/observability";
import { securityEvents } from "@/lib/observability/security-log";
import type { Customer, Staff } from "@/lib/viewer";
import { type ApiStage, createApiStage } from "@/tests/api-stage";
import { createRequest, modelIds, setSettings, type TestStage } from "@/tests/stage";

/** The session of who asks for a page. */
let pageSession: string;
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: () => ({ value: pageSession }) }),
  headers: async () => new Headers(),
}));

let stage: ApiStage;
let portal: TestStage;
let printed: MockInstance<typeof process.stdout.write>;
let emily: Customer;
let token: string;
let ada: Staff;
let adaToken: string;
let sam: Staff;
let samToken: string;

/** What no line may contain. */
const secrets: string[] = ["zephyrine", "192.0.2.77", '"Sam"', "Quincy"];
const address = "zephyrine@example.com";
const browser = "b".repeat(43);
const context = { id: "7K3M-9QXT-2BFR", method: "POST", route: "/somewhere", network: () => "192.0.2.0/24" };

const readOutput = () => printed.mock.calls.map(([line]) => String(line));
const readEvents = () =>
  readOutput()
    .map((line) => JSON.parse(line))
    .filter(({ kind }) => kind === "security");
/** Events that some test caused, with their fields. */
const caused = new Map<string, Set<string>>();

beforeAll(async () => {
  stage = await createApiStage();
  portal = stage.portal;
  setSettings({
    TRUSTED_PROXIES: "1",
    DATABASE_URL: portal.database.appUrl,
    SIGN_IN: "oidc,email",
    SMTP_URL: "smtp://127.0.0.1:9",
    MAIL_FROM: "a@example.com",
    // Security events are written all the same.
    LOG_LEVEL: "error",
  });
  printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  Object.assign(globalThis, { larderLog: undefined, larderSecurityLog: undefined });
});
afterAll(async () => {
  const output = readOutput().join("");
  printed.mockRestore();
  await stage.stop();
  expect(secrets.filter((secret) => output.includes(secret))).toEqual([]);
});
beforeEach(async () => {
  await portal.owner.query(
    "delete from devices; delete from customers; delete from staff; delete from email_codes; delete from rate_limits",
  );
  emily = await portal.addCustomer({ name: "Emily Quincy", email: address, externalId: "C-1" });
  [ada, sam] = [await portal.addStaff("admin"), await portal.addStaff("support")];
  [token, adaToken, samToken] = [
    await portal.signIn(emily),
    await portal.signIn(ada),
    await portal.signIn(sam),
  ];
  secrets.push(emily.id, token, adaToken, samToken, browser, stage.key);
});

type Route<Params> = (
  request: ReturnType<typeof createRequest>,
  context: { params: Promise<Params> },
) => Promise<Response>;
type Posted = { session?: string; headers?: Record<string, string> };

const origin = "http://localhost:3000";
const forwarded = { "x-forwarded-for": "192.0.2.77" };

const post = <Params = Record<string, never>>(
  route: Route<Params>,
  fields: Record<string, string> = {},
  { session = token, headers = { origin } }: Posted = {},
  params = {} as Params,
) =>
  route(
    createRequest(
      "/",
      { "larder.session": session, "larder.browser": browser },
      { method: "POST", headers: { ...forwarded, ...headers }, body: new URLSearchParams(fields) },
    ),
    { params: Promise.resolve(params) },
  );
const get = (route: Route<Record<string, never>>, session: string) =>
  route(createRequest("/", { "larder.session": session }, { headers: forwarded }), {
    params: Promise.resolve({}),
  });

/** Runs `work` for a request. @returns its security events, without what all lines have alike */
async function watch(work: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const before = readEvents().length;
  await runForRequest(context, work);
  const events = readEvents().slice(before);
  const { id: requestId, method, route, network } = context;
  const same = {
    kind: "security",
    requestId,
    method,
    route,
    network: network(),
    build: "none",
    time: expect.any(String),
  };
  for (const line of events) expect(line).toMatchObject(same);
  return events.map((line) => {
    const rest = Object.fromEntries(Object.entries(line).filter(([name]) => !(name in same)));
    const { level, event, ...fields } = rest;
    caused.set(line.event, new Set([...(caused.get(line.event) ?? []), ...Object.keys(fields)]));
    return rest;
  });
}

const findCode = async () => {
  const [row] = await portal.db.select().from(emailCodes).orderBy(desc(emailCodes.createdAt)).limit(1);
  return deriveCode(row?.id ?? "", env().NEXTAUTH_SECRET);
};

const claims = { iss: "http://127.0.0.1:9", sub: "zephyrine-subject", email: address, name: "Emily Quincy" };
const signInAt = (given: Record<string, unknown>) =>
  signInPerson(
    readClaims(given, {
      ...{ externalId: "number", roles: "roles", country: "country" },
      ...{ roleMap: new Map(), trustEmail: false },
    }),
    null,
  );
const identity = () => hashPerson(claims.sub);
const own = () => ({ customer: hashPerson(emily.id) });

describe("signing in", () => {
  it("with a code", async () => {
    expect(await watch(() => post(send, { email: address.toUpperCase() }))).toEqual([
      { level: "info", event: "code.requested", purpose: "sign-in", address: hashPerson(address) },
    ]);
    const code = await findCode();
    secrets.push(code);
    const wrong = code === "00000000" ? "00000001" : "00000000";
    const failed = { level: "warn", event: "sign-in.failed", by: "email", address: hashPerson(address) };
    expect(await watch(() => post(verify, { code: wrong }))).toEqual([{ ...failed, reason: "code-wrong" }]);
    expect(await watch(() => post(verify, { code: "zephyrine" }))).toEqual([
      { ...failed, reason: "code-malformed" },
    ]);
    expect(await watch(() => post(verify, { code }))).toEqual([
      { level: "info", event: "sign-in.succeeded", by: "email", ...own() },
    ]);
  });

  it("with no code asked for, and with an address that nobody has", async () => {
    const failed = { level: "warn", event: "sign-in.failed", by: "email" };
    expect(await watch(() => post(verify, { code: "12345678" }))).toEqual([
      { ...failed, reason: "code-over" },
    ]);
    await post(send, { email: "other.zephyrine@example.com" });
    expect(await watch(async () => post(verify, { code: await findCode() }))).toEqual([
      { ...failed, reason: "customer-unknown", address: hashPerson("other.zephyrine@example.com") },
    ]);
  });

  it("at the identity provider", async () => {
    expect(await watch(() => signInAt(claims))).toEqual([
      {
        level: "warn",
        event: "sign-in.failed",
        by: "oidc",
        reason: "customer-unknown",
        identity: identity(),
      },
    ]);
    expect(await watch(() => portal.signIn(sam, "an-id-token"))).toEqual([
      { level: "info", event: "sign-in.succeeded", by: "oidc", staffId: sam.id },
    ]);
  });

  it("as staff, with each change of the role", async () => {
    const signIn = (roles: string[]) => signInAt({ ...claims, roles });
    const changed = { level: "info", event: "role.changed", staffId: expect.any(String) };
    const made = await watch(() => signIn(["support"]));
    expect(made).toEqual([{ ...changed, before: null, after: "support" }]);
    expect(await watch(() => signIn(["support"]))).toEqual([]);
    expect(await watch(() => signIn(["admin"]))).toEqual([{ ...changed, before: "support", after: "admin" }]);
    const staffId = String(made[0]?.staffId);
    await portal.signIn({ kind: "staff", id: staffId });
    expect(await watch(() => signIn([]))).toMatchObject([
      { event: "role.changed", staffId, before: "admin", after: null },
      { event: "sessions.ended", reason: "role", sessions: 1, staffId },
      { event: "sign-in.failed", reason: "customer-unknown" },
    ]);
  });
});

describe("ending sessions", () => {
  const ended = { level: "info", event: "sessions.ended" };

  it("of a person who signs out", async () => {
    expect(await watch(() => post(signOut))).toEqual([{ level: "info", event: "sign-out", ...own() }]);
    expect(await watch(() => post(signOut))).toEqual([]);
    expect(await watch(() => post(signOut, {}, { session: samToken }))).toEqual([
      { level: "info", event: "sign-out", staffId: sam.id },
    ]);
  });

  it("of another browser, and of all", async () => {
    await portal.signIn(emily);
    const [other] = await portal.db
      .select({ id: sessions.id })
      .from(sessions)
      .where(eq(sessions.customerId, emily.id))
      .orderBy(desc(sessions.createdAt))
      .limit(1);
    const end = (session: string) => watch(() => post(endSessions, { session }));
    expect(await end(other?.id ?? "")).toEqual([{ ...ended, reason: "one", sessions: 1, ...own() }]);
    expect(await end(other?.id ?? "")).toEqual([]);
    expect(await end("all")).toEqual([{ ...ended, reason: "everywhere", sessions: 1, ...own() }]);
  });

  it("of staff, by an administrator", async () => {
    expect(await watch(() => post(endStaff, { staff: sam.id }, { session: adaToken }))).toEqual([
      { ...ended, reason: "administrator", sessions: 1, staffId: sam.id, endedBy: ada.id },
    ]);
  });

  it("by the identity provider, whose token is refused", async () => {
    expect(await watch(() => post(logOut, { logout_token: "zephyrine" }))).toEqual([
      { level: "warn", event: "back-channel-logout.failed", reason: "token-refused" },
    ]);
  });
});

describe("what is refused", () => {
  it("to people without the role", async () => {
    const denied = { level: "warn", event: "access.denied", reason: "role" };
    expect(await watch(() => get(exportAudit, samToken))).toEqual([{ ...denied, staffId: sam.id }]);
    expect(await watch(() => get(exportAudit, token))).toEqual([{ ...denied, ...own() }]);
    pageSession = samToken;
    const open = () => watch(() => expect(requireStaff("/admin", "admin")).rejects.toThrow("404"));
    expect(await open()).toEqual([{ ...denied, staffId: sam.id }]);
    pageSession = adaToken;
    expect(await watch(() => requireStaff("/admin", "admin"))).toEqual([]);
    // Nobody is known to be denied anything: they are asked to sign in.
    expect(await watch(() => get(exportAudit, ""))).toEqual([]);
  });

  it("from other sites", async () => {
    const headers = { origin: "https://zephyrine.example" };
    expect(await watch(() => post(signOut, {}, { headers }))).toEqual([
      { level: "warn", event: "origin.refused" },
    ]);
  });

  it("beyond a limit", async () => {
    for (let sent = 0; sent < 5; sent += 1) await post(send, { email: address });
    expect(await watch(() => post(send, { email: address }))).toEqual([
      {
        ...{ level: "warn", event: "limit.reached", limit: "code-pair" },
        subject: expect.stringMatching(/^[\w-]{22}$/),
      },
    ]);
  });

  it("with a wrong claim code", async () => {
    await portal.addUnit(modelIds.printer, "SN-1", "7KQXM3WPHT");
    const fields = { model: modelIds.printer, serial: "SN-1", code: "7KQXM-3WPHX" };
    expect(await watch(() => post(claim, fields))).toEqual([
      { level: "warn", event: "claim.refused", ...own() },
    ]);
    expect(await watch(() => post(claim, { ...fields, code: "7KQXM-3WPHT" }))).toEqual([]);
  });
});

describe("keys", () => {
  it("made and revoked by an administrator", async () => {
    const keyId = crypto.randomUUID();
    const fields = { id: keyId, purpose: "reporting", name: "Quincy", days: "90" };
    const make = () => watch(() => post(createKey, fields, { session: adaToken }));
    const by = { level: "info", keyId, staffId: ada.id };
    expect(await make()).toEqual([{ ...by, event: "key.created" }]);
    expect(await make()).toEqual([]);
    const end = () => watch(() => post(revoke, {}, { session: adaToken }, { keyId }));
    expect(await end()).toEqual([{ ...by, event: "key.revoked" }]);
    expect(await end()).toEqual([]);
  });

  it("used and refused", async () => {
    const [usual, ...keys] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
    const key = await stage.addKey(["catalogue:read"], { id: usual });
    const expired = await stage.addKey(["catalogue:read"], {
      id: keys[0],
      createdAt: new Date(0),
      expiresAt: new Date(1000),
    });
    const revoked = await stage.addKey(["catalogue:read"], { id: keys[1], revokedAt: new Date() });
    secrets.push(key, expired, revoked);
    const ask = (given: string, method = "GET", path = "/models") =>
      watch(() => stage.send(method, path, { key: given }));
    const used = { level: "info", event: "key.used", keyId: usual };
    expect(await ask(key)).toEqual([{ ...used, operation: "listModels" }]);
    expect(await ask(key, "GET", "/zephyrine")).toEqual([{ ...used, operation: null }]);
    expect(await ask(key, "DELETE", "/customers/zephyrine")).toEqual([
      { ...used, operation: "deleteCustomer" },
      { level: "warn", event: "access.denied", reason: "scope", keyId: usual, scopes: ["customers:write"] },
    ]);
    const refused = { level: "warn", event: "key.refused" };
    expect(await ask("lk_zephyrine")).toEqual([{ ...refused, reason: "unknown" }]);
    expect(await ask(expired)).toEqual([{ ...refused, reason: "expired", keyId: keys[0] }]);
    expect(await ask(revoked)).toEqual([{ ...refused, reason: "revoked", keyId: keys[1] }]);
  });
});

describe("accounts", () => {
  it("get another address", async () => {
    const email = "new.zephyrine@example.com";
    expect(await watch(() => post(sendEmail, { email }))).toEqual([
      { level: "info", event: "code.requested", purpose: "change-email", address: hashPerson(email) },
    ]);
    expect(await watch(() => post(verifyEmail, { code: "x" }))).toEqual([
      { level: "warn", event: "email.change-failed", reason: "code-malformed", ...own() },
    ]);
    const code = await findCode();
    await portal.signIn(emily);
    expect(await watch(() => post(verifyEmail, { code }))).toEqual([
      { level: "info", event: "email.changed", address: hashPerson(email), ...own() },
      { level: "info", event: "sessions.ended", reason: "address", sessions: 1, ...own() },
    ]);
  });

  it("are exported and deleted", async () => {
    expect(await watch(() => get(download, token))).toEqual([
      { level: "info", event: "account.exported", by: "customer", ...own() },
    ]);
    expect(await watch(() => post(confirmDeletion, { word: "delete" }))).toEqual([
      { level: "info", event: "account.deleted", by: "customer", ...own() },
    ]);
  });

  it("are deleted by the partner, once", async () => {
    const remove = () => watch(() => stage.send("DELETE", "/customers/C-1"));
    const used = expect.objectContaining({ event: "key.used", operation: "deleteCustomer" });
    expect(await remove()).toEqual([
      used,
      { level: "info", event: "account.deleted", by: "partner", ...own() },
    ]);
    expect(await remove()).toEqual([used]);
  });
});

/** Reads the table of events in docs/security-log.md: the fields of each. */
function readDocument(): Record<string, string[]> {
  const rows = readFileSync("docs/security-log.md", "utf8").matchAll(/^\| `([a-z.-]+)` +\|.*\|([^|]*)\|$/gm);
  return Object.fromEntries(
    [...rows].map(([, event = "", fields = ""]) => [
      event,
      [...fields.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name),
    ]),
  );
}

it("has all events in the document, and no others", () => {
  expect(Object.keys(readDocument()).sort()).toEqual(Object.keys(securityEvents).sort());
});

it("was watched writing every event with the fields of the document, but those of other tests", () => {
  const others = ["back-channel-logout.succeeded", "front-channel-logout.succeeded", "request.refused"];
  const documented = Object.fromEntries(
    Object.entries(readDocument()).filter(([event]) => !others.includes(event)),
  );
  const seen = [...caused].map(([event, fields]) => [event, [...fields].sort()]);
  const expected = Object.entries(documented).map(([event, fields]) => [event, [...fields].sort()]);
  expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(expected));
});

it("hashes people as the document says", () => {
  const [, script = ""] =
    readFileSync("docs/security-log.md", "utf8").match(/^node -e '([^']+)' 'name@example.com'$/m) ?? [];
  const { NEXTAUTH_SECRET } = env();
  const options = { env: { ...process.env, NEXTAUTH_SECRET }, encoding: "utf8" } as const;
  const hash = execFileSync(process.execPath, ["-e", script, "Name@example.com"], options).trim();
  expect(hash).toMatch(/^[\w-]{22}$/);
  expect(hash).toBe(hashPerson("name@example.com"));
});
