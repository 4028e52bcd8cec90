import { once } from "node:events";
import type { Server } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { closeDatabase, transaction } from "@/lib/db";
import { enqueueMail } from "@/lib/jobs";
import { consume } from "@/lib/limits";
import { logSecurity } from "@/lib/observability";
import { setMeter } from "@/lib/observability/metrics";
import { createTestStage, type TestStage } from "@/tests/stage";
import { createFront } from "./front";
import { serveMetrics } from "./serve-metrics";

let portal: TestStage;
let server: Server;
let url: string;

beforeAll(async () => {
  portal = await createTestStage();
  // A pool that is already open would not be observed.
  await closeDatabase();
  server = await serveMetrics(0, () => 3);
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
});
afterEach(() => vi.unstubAllEnvs());
afterAll(async () => {
  setMeter(undefined);
  server.close();
  await portal.stop();
});

/** Reads the metrics, as lines. */
const scrape = async () => (await (await fetch(url)).text()).split("\n");

/** Reads one number. @param series a name with its labels, as Prometheus writes them */
async function read(series: string): Promise<number | undefined> {
  const line = (await scrape()).find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

it("serves text that Prometheus reads, at one address", async () => {
  const answer = await fetch(url);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  expect((await fetch(url.replace("/metrics", "/"))).status).toBe(404);
  expect((await fetch(url, { method: "POST" })).status).toBe(405);
});

it("says which build runs, that the database serves it, and how busy it is", async () => {
  expect(await read("larder_ready")).toBe(1);
  expect(await read("larder_http_requests_in_progress")).toBe(3);
  expect((await scrape()).join("\n")).toMatch(
    /^larder_build_info\{version="none",commit="",level="\d+"\} 1$/m,
  );
  expect(await read("nodejs_eventloop_lag_seconds")).toBeGreaterThanOrEqual(0);
});

it("counts jobs and how long the first has been due", async () => {
  expect(await read('larder_queue_jobs{queue="mail",state="created"}')).toBe(0);
  expect(await read('larder_queue_overdue_seconds{queue="mail"}')).toBe(0);
  for (const codeId of ["a", "b"]) await enqueueMail({ kind: "code", codeId });
  await portal.owner.query(
    "update pgboss.job set start_after = now() - interval '5 minutes' where data->>'codeId' = 'a'",
  );
  // Tried again later, so it is not late.
  await portal.owner.query(
    "update pgboss.job set state = 'retry', start_after = now() + interval '1 hour' where data->>'codeId' = 'b'",
  );
  expect(await read('larder_queue_jobs{queue="mail",state="created"}')).toBe(1);
  expect(await read('larder_queue_jobs{queue="mail",state="retry"}')).toBe(1);
  expect(await read('larder_queue_overdue_seconds{queue="mail"}')).toBeCloseTo(300, -2);
});

it("times queries by the name of their statement, and shows the pool", async () => {
  await transaction(async (tx) => {
    await tx.execute("select 1");
    expect(await read('larder_database_connections{state="busy"}')).toBe(1);
  });
  await consume("api-key", "somebody");
  expect(await read('larder_database_query_duration_seconds_count{statement="other"}')).toBeGreaterThan(0);
  expect(await read('larder_database_query_duration_seconds_count{statement="commit"}')).toBe(1);
  expect((await scrape()).join("\n")).toMatch(/statement="rate_limits:rlflx-upsert"/);
  expect(await read('larder_database_connections{state="idle"}')).toBe(1);
  expect(await read("larder_database_waiting")).toBe(0);
});

it("counts security events, and starts what alerts watch at 0", async () => {
  expect(await read('larder_limits_reached_total{limit="code-portal"}')).toBe(0);
  expect(await read('larder_mails_total{kind="code",result="given-up"}')).toBe(0);
  expect(await read('larder_sign_ins_total{by="oidc",result="provider"}')).toBe(0);
  logSecurity("limit.reached", { limit: "code-portal" });
  logSecurity("sign-in.failed", { by: "email", reason: "code-wrong" });
  logSecurity("back-channel-logout.failed", { reason: "unavailable" });
  expect(await read('larder_limits_reached_total{limit="code-portal"}')).toBe(1);
  expect(await read('larder_sign_ins_total{by="email",result="code-wrong"}')).toBe(1);
  expect(await read('larder_back_channel_logouts_total{result="unavailable"}')).toBe(1);
  expect(await read('larder_security_events_total{event="sign-in.failed"}')).toBe(1);
});

it("times requests by route, and never by what a client made up", async () => {
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const front = createFront((_, response) => response.writeHead(200).end(), {
    isEnding: false,
    inProgress: 0,
  });
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  const base = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  for (const path of ["/devices/1", "/devices/2", "/made/up", "/made/up/too"]) await fetch(base + path);
  await fetch(base, { method: "PROPFIND" });
  const timed = (route: string, method: string, status: string) =>
    read(
      `larder_http_request_duration_seconds_count{route="${route}",method="${method}",status="${status}"}`,
    );
  await expect.poll(() => timed("/", "other", "4xx")).toBe(1);
  expect(await timed("/devices/[deviceId]", "GET", "2xx")).toBe(2);
  expect(await timed("other", "GET", "2xx")).toBe(2);
  expect((await scrape()).join()).not.toMatch(/made|PROPFIND/);
  front.close();
  printed.mockRestore();
});

it("answers while the database is away, and then repeats no old number", async () => {
  const silent = createServer().listen(0, "127.0.0.1");
  await once(silent, "listening");
  const { env } = await import("@/lib/env");
  const known = env().DATABASE_URL;
  for (const address of ["127.0.0.1:9", `127.0.0.1:${(silent.address() as AddressInfo).port}`]) {
    env().DATABASE_URL = `postgres://nobody@${address}/none`;
    expect(await read("larder_ready")).toBe(0);
    expect((await scrape()).filter((line) => /^larder_queue_\w+\{/.test(line))).toEqual([]);
  }
  env().DATABASE_URL = known;
  silent.close();
  expect(await read("larder_ready")).toBe(1);
});

it("says which setting to change when the port is taken", async () => {
  const { port } = new URL(url);
  await expect(serveMetrics(Number(port))).rejects.toThrow(
    `Port ${port} on 127.0.0.1 is in use. Set METRICS_PORT to a free one, or stop the other program.`,
  );
});
