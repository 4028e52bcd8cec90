import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { get as httpsGet } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { expectSafe } from "../expect-safe";
import { hiddenField, type Started, start, stop, Visitor } from "../visitor";

const catalogue = {
  vendorCode: "HEARTHBY",
  models: [{ modelId: "hb-brew-2", name: "Hearthby <Brew> 2", sensors: ["usage"] }],
};
const exitUri = "https://devices.example.com/return";
const link = `/drs/partner/page/sensor_tracking_selection?vendorCode=HEARTHBY&modelId=hb-brew-2&exitUri=${encodeURIComponent(exitUri)}&settings=true`;

let folder: string;
let dash: Started;
let eu: string;
let app: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "larder-sandbox-"));
  const catalogueFile = join(folder, "catalogue.json");
  await writeFile(catalogueFile, JSON.stringify(catalogue));
  const ports = ["eu", "na", "fe", "app", "tls-port"].flatMap((name) => [`--${name}`, "0"]);
  dash = await start(
    "sandbox/dash/main.ts",
    ...[...ports, "--tls", "--ready-line", "--catalogue", catalogueFile],
  );
  eu = String(dash.ready.eu);
  app = String(dash.ready.app);
});

afterAll(async () => {
  const code = await stop(dash);
  await rm(folder, { recursive: true });
  expect({ code, stderr: dash.stderr() }).toEqual({ code: 0, stderr: "" });
});

describe("the Dash websites", () => {
  const log = async () => (await fetch(`${eu}/requests?format=json`)).json();
  beforeEach(async () => {
    expect((await fetch(`${eu}/requests`, { method: "DELETE" })).status).toBe(204);
  });

  it("prints where it listens", () => {
    expect(Object.keys(dash.ready)).toEqual(["ready", "eu", "na", "fe", "app", "tls"]);
    expect(dash.ready.tls).toBeTypeOf("number");
  });

  it("signs in, shows the page, leaves through Exit and logs the link once", async () => {
    const visitor = new Visitor();
    const asked = await visitor.request(eu + link, { headers: { referer: "https://devices.example.com/" } });
    const signIn = await asked.text();
    expect(asked.status).toBe(200);
    expectSafe(asked);
    expect(signIn).toContain("Sign in with your own Amazon account");
    expect(signIn).toContain("Larder sandbox: a stand-in for Amazon, for testing.");

    const signedIn = await visitor.post(eu + link, {
      email: "demo@example.com",
      arrival: hiddenField(signIn, "arrival"),
    });
    expect(signedIn.status).toBe(303);
    expect(signedIn.headers.get("location")).toBe(link);

    const shown = await visitor.request(eu + link);
    const page = await shown.text();
    expect(shown.status).toBe(200);
    expectSafe(shown);
    expect(page).toContain("<h1>Supply tracking</h1>");
    expect(page).toContain("Hearthby &lt;Brew&gt; 2");
    expect(page).toContain("the European website");
    expect(page).toContain(`rel="noreferrer" href="${exitUri}">Exit</a>`);

    expect(await log()).toEqual([
      {
        at: expect.stringMatching(/^\d{4}-.*Z$/),
        site: "eu",
        region: "European",
        channel: "website",
        url: eu + link,
        page: "sensor_tracking_selection",
        ...{
          style: "template",
          verdict: "ok",
          status: 200,
          problems: [],
          referer: "https://devices.example.com/",
        },
      },
    ]);
    // A second visit is a second arrival.
    await visitor.request(eu + link);
    expect(await log()).toHaveLength(2);
  });

  it("shows no Exit without exitUri, and every problem of an invalid link", async () => {
    const visitor = new Visitor();
    await visitor.post(eu + link, { email: "demo@example.com" });
    const list = await visitor.request(`${eu}/drs/partner/page/dart_device_list?vendorCode=HEARTHBY`);
    const page = await list.text();
    expect(page).toContain("Hearthby &lt;Brew&gt; 2");
    expect(page).not.toContain("Exit");

    const wrong = await visitor.request(
      `${eu}/settings?vendorCode=HEARTHBY&x=<b>&exitUri=javascript%3Aalert(1)`,
    );
    const problems = await wrong.text();
    expect(wrong.status).toBe(400);
    expectSafe(wrong);
    for (const parameter of ["modelId", "settings", "exitUri", "x"])
      expect(problems).toContain(`<code>${parameter}</code>`);
    expect(problems).not.toMatch(/<b>|href="javascript/);
    const [newest] = await log();
    expect(newest).toMatchObject({ verdict: "wrong", status: 400, page: "settings", referer: null });
    const table = await visitor.request(`${eu}/requests`);
    expect(await table.text()).toContain("400 wrong");
    expectSafe(table);
  });

  it("never redirects to another site, and asks again for a missing e-mail", async () => {
    const visitor = new Visitor();
    for (const path of ["//evil.example/x", "/\\evil.example/x"]) {
      const url = new URL(eu);
      // fetch would normalise such a path; a raw request keeps it.
      const answer = await new Promise<{ status?: number; location?: string }>((resolve, reject) => {
        const sent = httpRequest({ host: url.hostname, port: url.port, path, method: "POST" }, (response) => {
          response.resume();
          resolve({ status: response.statusCode, location: response.headers.location });
        });
        sent.on("error", reject).end("email=demo%40example.com");
      });
      expect(answer).toEqual({ status: 405, location: undefined });
    }
    expect((await visitor.post(eu + link, { email: "nobody" })).status).toBe(422);
  });

  it("keeps sign-ins separate per site and shows one log on all sites", async () => {
    const visitor = new Visitor();
    await visitor.post(eu + link, { email: "demo@example.com" });
    const elsewhere = await visitor.request(String(dash.ready.na) + link);
    expect(await elsewhere.text()).toContain("<h1>Sign in</h1>");
    const asJson = await fetch(`${dash.ready.fe}/requests`, { headers: { accept: "application/json" } });
    expect(await asJson.json()).toMatchObject([{ site: "na" }]);
  });

  it("serves all four sites on one https port, distinguished by host name", async () => {
    const ask = (host: string) =>
      new Promise<{ status: number | undefined; body: string; names: string | undefined }>(
        (resolve, reject) => {
          const options = {
            host: "127.0.0.1",
            port: Number(dash.ready.tls),
            headers: { host },
            servername: host,
          };
          const sent = httpsGet({ ...options, rejectUnauthorized: false, agent: false }, async (response) => {
            const names = (response.socket as TLSSocket).getPeerCertificate().subjectaltname;
            resolve({ status: response.statusCode, body: await text(response), names });
          });
          sent.on("error", reject);
        },
      );
    const hosts = [
      "drs-web-eu.amazon.co.uk",
      "drs-web.amazon.com",
      "drs-web.amazon.co.jp",
      "alexa.amazon.com",
    ];
    for (const host of hosts) {
      const { status, body, names } = await ask(host);
      expect(status).toBe(200);
      expect(body).toContain(`<code>${host}</code>`);
      expect(names).toContain(`DNS:${host}`);
    }
    expect((await ask("www.amazon.com")).status).toBe(421);
  });

  it("checks what the Alexa app page posts", async () => {
    const visitor = new Visitor();
    const page = await visitor.request(`${app}/spa/index.html`);
    expect(await page.text()).toContain("<noscript>");
    expect(page.headers.get("content-security-policy")).toContain("script-src 'self'");
    const ask = async (hash: string) => {
      const body = JSON.stringify({ search: "", hash, referer: "" });
      const headers = { "content-type": "application/json" };
      const answer = await visitor.request(`${app}/spa/check`, { method: "POST", body, headers });
      return { status: answer.status, ...((await answer.json()) as { title: string; main: string }) };
    };
    const hash = "#v2/drs/page/settings?vendorCode=HEARTHBY&modelId=hb-brew-2";
    const signIn = await ask(hash);
    expect(signIn.title).toBe("Sign in");
    const arrival = hiddenField(signIn.main, "arrival");
    const signedIn = await visitor.post(`${app}/spa/index.html`, { email: "demo@example.com", arrival });
    expect(signedIn.headers.get("location")).toBe("/spa/index.html");
    expect(await ask(hash)).toMatchObject({ status: 200, title: "Device settings" });
    expect(await log()).toMatchObject([
      { site: "app", channel: "app", verdict: "ok", url: `${app}/spa/index.html${hash}` },
    ]);
    expect(await ask(`${hash}&settings=true`)).toMatchObject({ status: 400 });
  });
});

describe("wrong arguments", () => {
  it.each([
    ["sandbox/dash/main.ts", ["--eu", ""], "--eu is missing"],
    ["sandbox/dash/main.ts", ["--slow", "61"], "60 seconds at most"],
    ["sandbox/dash/main.ts", ["--append", "a b"], "name=value"],
    ["sandbox/dash/main.ts", ["--eu", "70000"], "--eu must be a port"],
    ["sandbox/dash/main.ts", ["--nonsense"], "--nonsense"],
  ])("%s %j: %s", async (main, args, message) => {
    const failure = await start(main, ...args).catch((fault: Error) => fault);
    expect(String(failure)).toContain("ended with 2");
    expect(String(failure)).toContain(message);
  });
});
