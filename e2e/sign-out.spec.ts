import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { clientId, type Portal } from "../launcher/portal";
import { chooseAtProvider, expect, test } from "./support/fixtures";
import { type IdentityProvider, makePerson, startIdentityProvider } from "./support/identity-provider";
import { reservePortal, startOtherPortal } from "./support/portals";
import { query } from "./support/records";
import { getHeading } from "./support/steps";

/** One a test: each test begins with English for everybody known. */
const people = ["Olga", "Olavo", "Otto"];

let provider: IdentityProvider;
let portal: Portal;
/** Stands on one of the identity provider's origins, with the frame of its sign-out page. */
let frames: Server;
let framed = "";

test.beforeAll(async () => {
  const { port, url } = await reservePortal();
  frames = createServer((_, response) => {
    response.writeHead(200, { "content-type": "text/html" });
    response.end(`<title>Signed out</title><link rel=icon href=data:,><iframe src="${framed}"></iframe>`);
  });
  await new Promise<void>((resolve) => frames.listen(0, "127.0.0.1", resolve));
  provider = await startIdentityProvider(
    [url],
    people.map((name) => ({ ...makePerson(`${name}-out`, `${name} Out`), locale: "pt-BR" })),
    `${url}/api/auth/back-channel-logout`,
  );
  portal = await startOtherPortal({
    port,
    env: {
      OIDC_ISSUER: provider.issuer,
      OIDC_FORM_ORIGINS: getFramesUrl(),
      OIDC_LOGOUT_METHOD: "post",
      SELF_SIGN_UP: "true",
    },
  });
});
test.afterAll(async () => {
  await portal?.stop();
  await provider?.stop();
  frames?.close();
});

const getFramesUrl = () => `http://127.0.0.1:${(frames.address() as AddressInfo).port}`;

for (const javaScriptEnabled of [true, false])
  test(`a form leads to sign-out at the provider, and no address has the ID token, JavaScript: ${javaScriptEnabled}`, async ({
    newContext,
    expected,
  }) => {
    // The sandbox's provider takes no forms there.
    expected.faults.push(/404 .*\/session\/end/);
    const context = await newContext({ javaScriptEnabled, baseURL: portal.url, locale: "pt-BR" });
    const addresses: string[] = [];
    let posted: URLSearchParams | undefined;
    context.on("request", (request) => {
      addresses.push(request.url());
      if (request.method() === "POST" && request.url().startsWith(`${provider.issuer}/session/end`))
        posted ??= new URLSearchParams(request.postData() ?? "");
    });
    const page = await context.newPage();
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Entrar", exact: true }).click();
    await chooseAtProvider(page, javaScriptEnabled ? "Olga Out" : "Olavo Out");
    await page.getByRole("button", { name: "Sair", exact: true }).click();
    if (!javaScriptEnabled) {
      await expect(getHeading(page)).toHaveText("Você saiu daqui");
      await page.getByRole("button", { name: "Sair de lá também" }).click();
    }
    // This provider is another site, so the browser sends it none of its cookies with a form.
    await expect(page).toHaveURL(`${provider.issuer}/session/end`);
    expect(Object.fromEntries(posted ?? [])).toEqual({
      id_token_hint: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      client_id: clientId,
      post_logout_redirect_uri: `${portal.url}/`,
      ui_locales: "pt-BR pt",
    });
    for (const address of addresses) expect(address).not.toContain(posted?.get("id_token_hint"));
    const authorization = addresses.find((address) => address.startsWith(`${provider.issuer}/auth?`));
    expect(new URL(authorization ?? "").searchParams.get("ui_locales")).toBe("pt-BR pt");
  });

test("a frame on the provider's sign-out page ends the session of its sid", async ({ newContext }) => {
  const page = await (await newContext({ baseURL: portal.url })).newPage();
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await chooseAtProvider(page, "Otto Out");
  await expect(page.getByRole("button", { name: "Sair", exact: true })).toBeVisible();
  const [session] = await query<{ sid: string }>(
    "select provider_session as sid from sessions where provider_session is not null order by created_at desc limit 1",
  );
  framed = `${portal.url}/api/auth/front-channel-logout?${new URLSearchParams({ iss: provider.issuer, sid: session?.sid ?? "" })}`;
  const there = await page.context().newPage();
  const answered = there.waitForResponse(framed);
  await there.goto(getFramesUrl());
  expect((await answered).status()).toBe(200);
  expect(there.frames().map((frame) => frame.url())).toContain(framed);
  await page.goto("/devices");
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=/);
});
