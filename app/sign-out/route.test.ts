import { createServer } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, type MockInstance, vi } from "vitest";
import { findViewer } from "@/lib/auth/sessions/sessions";
import { closeDatabase } from "@/lib/db";
import { createRequest, createTestStage, setSettings, type TestStage } from "@/tests/stage";

let portal: TestStage;
let token: string;
let printed: MockInstance<typeof process.stdout.write>;

beforeAll(async () => {
  portal = await createTestStage();
});
afterAll(() => portal.stop());
beforeEach(async () => {
  vi.resetModules();
  token = await portal.signIn(await portal.addCustomer(), "the-id-token");
  printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
});
afterEach(() => printed.mockRestore());

async function signOut(
  headers: Record<string, string> = {},
  settings: Record<string, string> = {},
  cookie = token,
) {
  await closeDatabase();
  setSettings({ DATABASE_URL: portal.database.appUrl, ...settings });
  const { POST } = await import("./route");
  const name = settings.NEXTAUTH_URL?.startsWith("https:") ? "__Host-larder.session" : "larder.session";
  const request = createRequest("/sign-out", { [name]: cookie || null }, { method: "POST", headers });
  return POST(request, { params: Promise.resolve({}) });
}

const own = { origin: "http://localhost:3000" };

/** Runs `work` with an identity provider that answers discovery requests with `status` and `body`. */
async function runWithProvider<T>(
  status: number,
  body: string,
  work: (issuer: string) => Promise<T>,
): Promise<T> {
  const server = createServer(({ headers }, response) =>
    response.writeHead(status).end(body.replace("ISSUER", `http://${headers.host}/`)),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  try {
    return await work(`http://127.0.0.1:${port}/`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}

it.each([
  { origin: "https://evil.example" },
  { origin: "null" },
  { origin: "http://localhost:3000.evil.example" },
  { origin: "https://localhost:3000" },
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { origin: "https://evil.example", "sec-fetch-site": "same-origin" },
] as Record<string, string>[])(
  "refuses a form from another site and keeps the session: %j",
  async (headers) => {
    const response = await signOut(headers);
    expect(response.status).toBe(403);
    expect(response.headers.get("set-cookie")).toBeNull();
    expect(await findViewer(token)).not.toBeNull();
  },
);

const cleared = "larder.session=; Path=/; Max-Age=0; HttpOnly; SameSite=lax";

it("ends the session, clears the cookie and leads to the provider's sign-out", async () => {
  const discovery = JSON.stringify({
    issuer: "ISSUER",
    end_session_endpoint: "https://login.example.com/end?a=1",
  });
  const response = await runWithProvider(200, discovery, (issuer) => signOut(own, { OIDC_ISSUER: issuer }));
  expect(response.status).toBe(303);
  const url = new URL(response.headers.get("location") ?? "");
  expect(url.origin + url.pathname).toBe("https://login.example.com/end");
  expect(Object.fromEntries(url.searchParams)).toEqual({
    a: "1",
    id_token_hint: "the-id-token",
    client_id: "larder",
    post_logout_redirect_uri: "http://localhost:3000/",
    ui_locales: "en-US en",
  });
  expect(response.headers.get("set-cookie")).toBe(cleared);
  expect(response.headers.get("cache-control")).toContain("no-store");
  expect(await findViewer(token)).toBeNull();
  expect(printed).not.toHaveBeenCalled();
});

it("leads there with a form, so that no address has the ID token", async () => {
  const discovery = JSON.stringify({
    issuer: "ISSUER",
    end_session_endpoint: 'https://login.example.com/end?a=1&b="><i>',
  });
  const response = await runWithProvider(200, discovery, (issuer) =>
    signOut(
      { ...own, "accept-language": "pt-BR" },
      { OIDC_ISSUER: issuer, OIDC_LOGOUT_METHOD: "post", OIDC_FORM_ORIGINS: "https://sso.example.com" },
    ),
  );
  expect([response.status, response.headers.get("location")]).toEqual([200, null]);
  expect(response.headers.get("content-security-policy")).toMatch(
    /script-src 'self'; .*form-action 'self' https:\/\/login\.example\.com http:\/\/127\.0\.0\.1:\d+ https:\/\/sso\.example\.com; frame-ancestors 'none'$/,
  );
  const html = await response.text();
  expect(html).toContain(
    '<form method="post" action="https://login.example.com/end?a=1&#38;b=&#34;&#62;&#60;i&#62;">',
  );
  const fields = [...html.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
  expect(Object.fromEntries(fields.map(([, name, value]) => [name, value]))).toEqual({
    id_token_hint: "the-id-token",
    client_id: "larder",
    post_logout_redirect_uri: "http://localhost:3000/",
    ui_locales: "pt-BR pt",
  });
  expect(html).toContain(">Sair de lá também</button>");
  expect(response.headers.get("set-cookie")).toBe(cleared);
  expect(response.headers.get("cache-control")).toContain("no-store");
  expect(await findViewer(token)).toBeNull();
});

it("signs out here if the provider is unreachable", async () => {
  const response = await signOut(own);
  expect([response.status, response.headers.get("location")]).toEqual([
    303,
    "http://localhost:3000/sign-in?error=sign-out",
  ]);
  expect(response.headers.get("set-cookie")).toBe(cleared);
  expect(await findViewer(token)).toBeNull();
  expect(printed).toHaveBeenCalledOnce();
  expect(JSON.parse(String(printed.mock.calls[0]?.[0]))).toMatchObject({
    reference: expect.stringMatching(/^[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}$/),
    causes: expect.arrayContaining([expect.any(String)]),
  });
});

it.each([
  [500, "<h1>down</h1>"],
  [200, "not json"],
  [200, "{}"],
  [200, '{"issuer":"ISSUER","end_session_endpoint":"no address"}'],
  [200, '{"issuer":"https://evil.example","end_session_endpoint":"https://evil.example/end"}'],
])("signs out here if the provider answers %i %j", async (status, body) => {
  const response = await runWithProvider(status, body, (issuer) => signOut(own, { OIDC_ISSUER: issuer }));
  expect(response.headers.get("location")).toBe("http://localhost:3000/sign-in?error=sign-out");
  expect(await findViewer(token)).toBeNull();
});

it("reports that a provider without such an endpoint wasn't signed out, and logs nothing", async () => {
  const response = await runWithProvider(200, '{"issuer":"ISSUER"}', (issuer) =>
    signOut(own, { OIDC_ISSUER: issuer }),
  );
  expect(response.headers.get("location")).toBe("http://localhost:3000/sign-in?error=sign-out");
  expect(await findViewer(token)).toBeNull();
  expect(printed).not.toHaveBeenCalled();
});

it("leads to the welcome page if no one was signed in", async () => {
  const response = await signOut(own, {}, "");
  expect([response.status, response.headers.get("location")]).toEqual([303, "http://localhost:3000/"]);
});

it("clears the https cookie with the attributes that https requires", async () => {
  const response = await signOut(
    { origin: "https://devices.example.com" },
    { NEXTAUTH_URL: "https://devices.example.com", TRUSTED_PROXIES: "1" },
  );
  expect(response.headers.get("set-cookie")).toBe(
    "__Host-larder.session=; Path=/; Max-Age=0; HttpOnly; SameSite=lax; Secure",
  );
  expect(await findViewer(token)).toBeNull();
});

it("removes open sign-ins, which would show the next person where this one was going", async () => {
  setSettings({ DATABASE_URL: portal.database.appUrl });
  const { POST } = await import("./route");
  const jar = { "larder.session": token, "larder.sign-in.a": "1", other: "1" };
  const request = createRequest("/sign-out", jar, { method: "POST", headers: own });
  const response = await POST(request, { params: Promise.resolve({}) });
  const gone = response.headers.getSetCookie().map((cookie) => cookie.split("=")[0]);
  expect(gone).toEqual(["larder.session", "larder.sign-in.a"]);
});
