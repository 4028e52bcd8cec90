import { readFileSync } from "node:fs";
import https from "node:https";
import path from "node:path";
import { expect, test } from "playwright/test";
import { findProgram } from "../launcher/find-program";
import { findFreePorts } from "../launcher/ports";
import { type Child, waitForAnswer, waitUntilReady } from "../launcher/processes";
import { runConfined, startConfined } from "../launcher/shapes/confine";
import { type Nginx, startNginx } from "../launcher/shapes/nginx";
import { startTrial, type Trial } from "../launcher/shapes/trial";

// Two portals behind deploy/nginx.conf, with the settings of https.

let trial: Trial;
const portals: Child[] = [];
let nginx: Nginx;
let ports: { http: number; https: number; first: number; second: number };

type Answer = { status: number; headers: Record<string, unknown>; body: string };

/** Requests an address of the proxy. */
const ask = (pathname: string, options: https.RequestOptions = {}, body?: Buffer): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const request = https.request(
      {
        ...{ host: "127.0.0.1", port: ports.https, path: pathname, rejectUnauthorized: false, agent: false },
        ...options,
        headers: { host: "devices.example.com", ...options.headers },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk) => chunks.push(chunk));
        response.on("end", () => {
          const { statusCode = 0, headers } = response;
          resolve({ status: statusCode, headers, body: Buffer.concat(chunks).toString() });
        });
      },
    );
    request.on("error", reject);
    request.end(body);
  });

const post = (pathname: string, megabytes: number, type: string) =>
  ask(pathname, { method: "POST", headers: { "content-type": type } }, Buffer.alloc(megabytes * 1e6, "a"));

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  trial = await startTrial();
  ports = await findFreePorts("http", "https", "first", "second");
  runConfined(trial.inUnit("larder-migrate.service", { DATABASE_OWNER_URL: trial.postgres.ownerUrl }));
  for (const port of [ports.first, ports.second]) {
    const { PORT: _, ...settings } = trial.settings(port);
    const https = { NEXTAUTH_URL: "https://devices.example.com", TRUSTED_PROXIES: "1" };
    const unit = trial.inUnit("larder-portal@.service", { ...settings, ...https }, String(port));
    const portal = await startConfined(`Portal ${port}`, unit, path.join(trial.scratch, `${port}.log`));
    portals.push(portal);
    await waitForAnswer(portal, `http://127.0.0.1:${port}/api/health/ready`);
  }
  const addresses = { ...ports, portals: [ports.first, ports.second] };
  nginx = await startNginx(await findProgram("nginx"), path.join(trial.scratch, "nginx"), addresses);
  await waitUntilReady(nginx.child, () =>
    ask("/api/health/live").then(
      () => true,
      () => undefined,
    ),
  );
});
test.afterAll(async () => {
  await nginx?.child.stop();
  for (const portal of portals) await portal.stop();
  await trial?.stop();
});

test("pages come compressed, and http leads to https", async () => {
  const { status, headers } = await ask("/sign-in", { headers: { "accept-encoding": "gzip" } });
  expect([status, headers["content-encoding"]]).toEqual([200, "gzip"]);
  const plain = await fetch(`http://127.0.0.1:${ports.http}/devices?a=b`, { redirect: "manual" });
  expect([plain.status, plain.headers.get("location")]).toEqual([
    308,
    "https://devices.example.com/devices?a=b",
  ]);
});

test("bodies are as large as the portal takes, and no larger", async () => {
  const form = "application/x-www-form-urlencoded";
  expect((await post("/sign-in/start", 2, form)).status).toBe(413);
  expect((await post("/api/v1/import", 9, "text/csv")).status).toBe(401);
  expect((await post("/api/v1/import", 11, "text/csv")).status).toBe(413);
  expect([403, 404, 303]).toContain((await post("/admin/import/upload", 55, "multipart/form-data")).status);
});

test("no log has what stands behind the question mark", async () => {
  await ask("/sign-in?error=secret-in-query", {
    headers: { referer: "https://a.example/?secret-referer" },
  });
  await expect.poll(() => readFileSync(nginx.logPath, "utf8")).toContain('"GET /sign-in HTTP/1.1" 200');
  const logs = ["larder.log", "larder-error.log", "error.log"];
  for (const name of logs)
    expect(readFileSync(path.join(trial.scratch, "nginx", name), "utf8")).not.toContain("secret");
});

test("the portal finds the one address that the proxy added", async () => {
  await ask("/api/v1/customers", {
    headers: { "x-forwarded-for": "203.0.113.7", authorization: "Bearer none" },
  });
  const lines = portals.map((portal) => portal.output()).join();
  expect(lines).toMatch(/"event":"key\.refused".*"network":"127\.0\.0\./);
  expect(lines).not.toMatch(/203\.0\.113|"what":"proxies"/);
});

test("no request fails while a portal restarts", async () => {
  let isVisiting = true;
  const statuses = new Set<number>();
  const visitor = (async () => {
    while (isVisiting) statuses.add((await ask("/sign-in")).status);
  })();
  await portals[0]?.stop();
  for (let count = 0; count < 20; count++) statuses.add((await ask("/sign-in")).status);
  isVisiting = false;
  await visitor;
  expect([...statuses]).toEqual([200]);
});
