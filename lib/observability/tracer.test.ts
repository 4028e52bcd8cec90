import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { closeDatabase, pool, statement, string, transaction } from "@/lib/db";
import { log } from "@/lib/observability";
import { startCollector } from "@/tests/collector";
import { createTestStage, type TestStage } from "@/tests/stage";
import { startSpan } from "./spans";
import { startTracing } from "./tracer";

let portal: TestStage;
beforeAll(async () => {
  portal = await createTestStage();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await closeDatabase();
});
afterAll(() => portal.stop());

const find = statement("test_find", { word: string }, "select $1::text as word");
const wait = statement("test_wait", { word: string }, "select $1::text || pg_sleep(0.2)::text as word");

/** Starts tracing to a new collector. `finish` returns what arrived. */
async function trace(settings: Record<string, string> = {}) {
  const collector = await startCollector();
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", collector.url);
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const end = startTracing();
  await closeDatabase();
  const finish = async () => {
    await end();
    collector.stop();
    return collector;
  };
  return { finish };
}

const traceId = "0af7651916cd43dd8448eb211c80319c";
const traceparent = (flags: "00" | "01") => `00-${traceId}-b7ad6b7169203331-${flags}`;

it("sends spans with the names of statements and no values, below what the request came with", async () => {
  const { finish } = await trace({
    OTEL_EXPORTER_OTLP_HEADERS: "x-key=secret",
    OTEL_SERVICE_NAME: "devices",
  });
  const request = startSpan(
    "server",
    "GET /devices",
    { "http.route": "/devices" },
    { traceparent: traceparent("01") },
  );
  await request?.run(async () => {
    await find(pool(), "emily@example.com");
    await transaction((tx) => find(tx, "emily@example.com"));
    await pool()
      .execute("select no_such_function('emily@example.com')")
      .catch(() => {});
  });
  request?.end({ "http.response.status_code": 500 }, true);
  const { spans, seen } = await finish();
  const [own] = spans.filter(({ name }) => name === "GET /devices");
  expect(own).toMatchObject({
    service: "devices",
    traceId,
    parentSpanId: "b7ad6b7169203331",
    failed: true,
    attributes: { "http.route": "/devices", "http.response.status_code": 500 },
  });
  const queries = spans.filter(({ parentSpanId }) => parentSpanId === own?.spanId);
  expect(queries.map(({ name, failed }) => [name, failed])).toEqual([
    ["test_find", false],
    ["begin", false],
    ["test_find", false],
    ["commit", false],
    ["other", true],
  ]);
  expect(spans).toHaveLength(6);
  expect(seen.text).not.toMatch(/emily|select/);
  expect(seen.headers["x-key"]).toBe("secret");
});

it("follows the request's decision not to be traced, and the sampler's", async () => {
  const first = await trace();
  startSpan("server", "unwanted", {}, { traceparent: traceparent("00") })?.end();
  startSpan("server", "odd", {}, { traceparent: "nonsense" })?.end();
  expect((await first.finish()).spans.map(({ name }) => name)).toEqual(["odd"]);
  const second = await trace({ OTEL_TRACES_SAMPLER: "traceidratio", OTEL_TRACES_SAMPLER_ARG: "0" });
  startSpan("server", "unlucky", {}, {})?.end();
  expect((await second.finish()).spans).toEqual([]);
});

it("makes no trace of queries that belong to nothing", async () => {
  const { finish } = await trace();
  await find(pool(), "alone");
  expect((await finish()).spans).toEqual([]);
});

it("keeps a query that waited for a connection apart from the request that returned it", async () => {
  const { finish } = await trace();
  const work = async (name: string, query: typeof wait) => {
    const span = startSpan("server", name, {}, {});
    await span?.run(() => query(pool(), "x"));
    span?.end();
  };
  // More than the pool has connections.
  const busy = Array.from({ length: 10 }, (_, index) => work(`busy ${index}`, wait));
  await Promise.all([...busy, work("late", find)]);
  const { spans } = await finish();
  const late = spans.find(({ name }) => name === "late");
  expect(spans.find(({ name }) => name === "test_find")?.parentSpanId).toBe(late?.spanId);
});

it("writes the trace into the lines of the log", async () => {
  const { finish } = await trace();
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  startSpan("server", "GET /", {}, { traceparent: traceparent("01") })?.run(() => log().info("inside"));
  log().info("outside");
  const lines = printed.mock.calls.map(([line]) => JSON.parse(String(line)));
  printed.mockRestore();
  expect(lines.map((line) => line.traceId)).toEqual([traceId, undefined]);
  await finish();
});

it("ends when nothing takes the spans, and says once why", async () => {
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9");
  vi.stubEnv("OTEL_BSP_SCHEDULE_DELAY", "50");
  vi.stubEnv("OTEL_BSP_EXPORT_TIMEOUT", "50");
  const printed = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const failed = vi.spyOn(OTLPTraceExporter.prototype, "export");
  const end = startTracing();
  for (const [index, name] of ["lost", "lost, too"].entries()) {
    startSpan("server", name, {}, {})?.end();
    await expect.poll(() => failed.mock.calls.length).toBe(index + 1);
  }
  startSpan("server", "last", {}, {})?.end();
  await end();
  const lines = printed.mock.calls.map(([line]) => JSON.parse(String(line)));
  failed.mockRestore();
  printed.mockRestore();
  expect(lines).toMatchObject([{ level: "warn", what: "traces do not arrive", reason: expect.any(String) }]);
  expect(startSpan("server", "afterwards", {}, {})).toBeUndefined();
});
