import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { expectSafe } from "../expect-safe";
import { hiddenField, type Started, start, stop, Visitor } from "../visitor";

const people = [
  {
    subject: "anna",
    name: "Anna Weber",
    email: "anna@example.com",
    emailVerified: true,
    country: "DE",
    locale: "de-DE",
    roles: ["support"],
    about: "40 devices, Germany",
  },
  {
    subject: "zoe",
    name: "Zoë <Nkosi>",
    email: "zoe@example.com",
    emailVerified: false,
    locale: "en-ZA",
    roles: [],
    about: "No country",
  },
];
const back = "http://localhost:3000/api/auth/callback/hearthby";
const afterLogout = "http://localhost:3000/signed-out";

/** Receives back-channel logout requests in the portal's place. */
const portal = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  heard.push(new URLSearchParams(body).get("logout_token") ?? "");
  response.end();
});
const heard: string[] = [];
const payloadOf = (token: string) =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());

let folder: string;
let identity: Started;
let issuer: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "larder-sandbox-"));
  const peopleFile = join(folder, "people.json");
  await writeFile(peopleFile, JSON.stringify(people));
  await new Promise<void>((resolve) => portal.listen(0, "127.0.0.1", resolve));
  const { port } = portal.address() as AddressInfo;
  identity = await start(
    "sandbox/identity/main.ts",
    ...["--port", "0", "--people", peopleFile, "--client-id", "larder", "--client-secret", "a secret/+"],
    ...["--redirect-uri", back, "--post-logout-redirect-uri", afterLogout],
    ...["--backchannel-logout-uri", `http://localhost:${port}/api/auth/back-channel-logout`],
  );
  issuer = String(identity.ready.issuer);
});

afterAll(async () => {
  const code = await stop(identity);
  portal.close();
  await rm(folder, { recursive: true });
  expect({ code, stderr: identity.stderr() }).toEqual({ code: 0, stderr: "" });
});

describe("the identity provider", () => {
  const basic = `Basic ${Buffer.from(`larder:${encodeURIComponent("a secret/+")}`).toString("base64")}`;

  function authorizeUrl(endpoint: string, challenge: string | undefined, more: Record<string, string> = {}) {
    const url = new URL(endpoint);
    const pkce = challenge && { code_challenge: challenge, code_challenge_method: "S256" };
    const parameters = {
      client_id: "larder",
      response_type: "code",
      redirect_uri: back,
      state: "s1",
      ...pkce,
    };
    url.search = new URLSearchParams({ ...parameters, scope: "openid profile email", ...more }).toString();
    return url;
  }

  it("signs a person in, returns their claims, and signs out", async () => {
    const configuration = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
    expect(configuration).toMatchObject({ issuer, code_challenge_methods_supported: ["S256"] });
    const verifier = randomBytes(32).toString("base64url");
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const authorize = authorizeUrl(configuration.authorization_endpoint, challenge);

    const visitor = new Visitor();
    const started = await visitor.request(authorize);
    const choose = new URL(started.headers.get("location") ?? "", issuer);
    const list = await visitor.request(choose);
    expectSafe(list);
    const page = await list.text();
    expect(page).toContain("Zoë &lt;Nkosi&gt;");
    expect(page).toContain("40 devices, Germany");
    const chosen = await visitor.post(choose, { subject: "anna" });
    const resumed = await visitor.request(new URL(chosen.headers.get("location") ?? "", issuer));
    const callback = new URL(resumed.headers.get("location") ?? "");
    expect(callback.origin + callback.pathname).toBe(back);
    expect(callback.searchParams.get("state")).toBe("s1");

    const tokenAnswer = await fetch(configuration.token_endpoint, {
      method: "POST",
      headers: { authorization: basic },
      body: new URLSearchParams({
        grant_type: "authorization_code",
        code: callback.searchParams.get("code") ?? "",
        redirect_uri: back,
        code_verifier: verifier,
      }),
    });
    const tokens = await tokenAnswer.json();
    expect(tokenAnswer.status).toBe(200);
    const claims = {
      sub: "anna",
      name: "Anna Weber",
      email: "anna@example.com",
      email_verified: true,
      country: "DE",
      locale: "de-DE",
      roles: ["support"],
    };
    const payload = payloadOf(tokens.id_token);
    expect(payload).toMatchObject({ ...claims, iss: issuer, aud: "larder" });
    const userinfo = await fetch(configuration.userinfo_endpoint, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(await userinfo.json()).toEqual(claims);

    // With a session it redirects back at once; prompt=login shows the list again.
    const again = await visitor.request(authorize);
    expect(again.headers.get("location")).toContain(`${back}?code=`);
    const repeated = await visitor.request(
      authorizeUrl(configuration.authorization_endpoint, challenge, { prompt: "login" }),
    );
    expect(repeated.headers.get("location")).toMatch(/^\/interaction\//);

    const consent = await visitor.request(
      authorizeUrl(configuration.authorization_endpoint, challenge, { prompt: "consent" }),
    );
    const granted = await visitor.request(new URL(consent.headers.get("location") ?? "", issuer));
    const resumedAgain = await visitor.request(new URL(granted.headers.get("location") ?? "", issuer));
    expect(resumedAgain.headers.get("location")).toContain(`${back}?code=`);

    const end = new URL(configuration.end_session_endpoint);
    end.search = new URLSearchParams({
      id_token_hint: tokens.id_token,
      post_logout_redirect_uri: afterLogout,
      state: "s2",
    }).toString();
    const confirm = await visitor.request(end);
    const confirmPage = await confirm.text();
    expectSafe(confirm);
    expect(confirmPage).toContain("Sign out of Hearthby?");
    const fields = { xsrf: hiddenField(confirmPage, "xsrf"), logout: "yes" };
    const signedOut = await visitor.post(`${issuer}/session/end/confirm`, fields);
    expect(signedOut.headers.get("location")).toBe(`${afterLogout}?state=s2`);
    expect(heard.map(payloadOf)).toEqual([
      {
        ...{ iss: issuer, aud: "larder", sub: "anna", sid: payload.sid, jti: expect.any(String) },
        ...{ iat: expect.any(Number), exp: expect.any(Number) },
        events: { "http://schemas.openid.net/event/backchannel-logout": {} },
      },
    ]);
    expect((await visitor.request(authorize)).headers.get("location")).toMatch(/^\/interaction\//);
    // Without a session it redirects back at once, without a question.
    const empty = await visitor.request(end);
    expect(empty.status).toBe(303);
    expect(empty.headers.get("location")).toBe(`${afterLogout}?state=s2`);
  });

  it("requires PKCE, registered addresses and the client's secret", async () => {
    const visitor = new Visitor();
    const noPkce = await visitor.request(authorizeUrl(`${issuer}/auth`, undefined));
    expect(noPkce.headers.get("location")).toContain("error=invalid_request");
    const elsewhere = authorizeUrl(`${issuer}/auth`, "x".repeat(43), {
      redirect_uri: "https://evil.example/<i>",
    });
    const refused = await visitor.request(elsewhere);
    const page = await refused.text();
    expect(refused.status).toBe(400);
    expectSafe(refused);
    expect(page).toContain("invalid_redirect_uri");
    expect(page).not.toContain("<i>");
    const wrongSecret = await fetch(`${issuer}/token`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from("larder:wrong").toString("base64")}` },
      body: new URLSearchParams({ grant_type: "authorization_code", code: "x", redirect_uri: back }),
    });
    expect(wrongSecret.status).toBe(401);
    const logout = `${issuer}/session/end?client_id=larder&post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F`;
    expect((await visitor.request(logout)).status).toBe(400);
    // Without a client the address is ignored.
    const nobody = await visitor.request(
      `${issuer}/session/end?post_logout_redirect_uri=https%3A%2F%2Fevil.example%2F`,
    );
    expect(nobody.headers.get("location")).toBe(`${issuer}/session/end/success`);
    expect((await visitor.request(`${issuer}/interaction/unknown`)).status).toBe(400);
  });
});

describe("wrong arguments", () => {
  it.each([
    ["sandbox/identity/main.ts", ["--port", "0"], "--redirect-uri is missing"],
    ["sandbox/identity/main.ts", ["--port", "0", "--redirect-uri", "back"], "must be an http or https URL"],
  ])("%s %j: %s", async (main, args, message) => {
    const failure = await start(main, ...args).catch((fault: Error) => fault);
    expect(String(failure)).toContain("ended with 2");
    expect(String(failure)).toContain(message);
  });
});
