import { expect, test } from "playwright/test";
import type { Portal } from "../launcher/portal";
import { findFreePorts } from "../launcher/ports";
import { startWorker } from "../launcher/worker";
import { type ArrivedSpan, startCollector } from "../tests/collector";
import { changeOptions, startOtherPortal } from "./support/portals";

// What the built processes tell about themselves, and whom.

let collector: Awaited<ReturnType<typeof startCollector>>;
let portal: Portal;
let metrics: string;

test.beforeAll(async () => {
  collector = await startCollector();
  const { port } = await findFreePorts("port");
  metrics = `http://127.0.0.1:${port}/metrics`;
  portal = await startOtherPortal({
    env: {
      METRICS_PORT: String(port),
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_BSP_SCHEDULE_DELAY: "100",
    },
  });
});
test.afterAll(async () => {
  await portal?.stop();
  collector.stop();
});

const scrape = async () => (await fetch(metrics)).text();

test("metrics are on their own port and not on the public one", async () => {
  const there = await fetch(`${portal.url}/metrics`);
  const elsewhere = await fetch(`${portal.url}/no-such-page`);
  expect(there.status).toBe(404);
  const text = await there.text();
  expect(text).not.toContain("larder_");
  // Next sends its payload in as many scripts as it comes to.
  const readMain = (page: string) => /<main[\s\S]*<\/main>/.exec(page)?.[0] ?? "no main";
  expect(there.headers.get("content-type")).toBe(elsewhere.headers.get("content-type"));
  expect(readMain(text)).toBe(readMain(await elsewhere.text()));
  await expect.poll(scrape).toMatch(/^larder_ready 1$/m);
});

test("code in Next’s bundles counts into the same registry", async () => {
  await fetch(`${portal.url}/return`, { headers: { cookie: `larder.session=${"x".repeat(43)}` } });
  await fetch(`${portal.url}/api/v1/models`, { headers: { authorization: "Bearer larder_none" } });
  await expect
    .poll(scrape)
    .toMatch(
      /^larder_http_request_duration_seconds_count\{route="\/return",method="GET",status="[23]xx"\} \d+$/m,
    );
  const text = await scrape();
  expect(text).toMatch(/^larder_database_query_duration_seconds_count\{statement="find_viewer"\} [1-9]/m);
  expect(text).toMatch(/^larder_database_connections\{state="idle"\} \d/m);
  expect(text).toMatch(/^larder_security_events_total\{event="key.refused"\} [1-9]/m);
  expect(text).toMatch(/^larder_build_info\{version="\d+\.\d+\.\d+",commit="[0-9a-f]*",level="\d+"\} 1$/m);
});

test("a trace has the request and the queries of Next’s bundles, and no span of Next’s", async () => {
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  await fetch(`${portal.url}/return?secret=emily`, {
    redirect: "manual",
    headers: {
      traceparent: `00-${traceId}-b7ad6b7169203331-01`,
      cookie: `larder.session=${"x".repeat(43)}`,
    },
  });
  const find = (list: ArrivedSpan[]) => list.filter((span) => span.traceId === traceId);
  await expect
    .poll(() =>
      find(collector.spans)
        .map(({ name }) => name)
        .sort(),
    )
    .toEqual(["GET /return", "return_launches"]);
  const [request] = find(collector.spans).filter(({ name }) => name === "GET /return");
  expect(request?.service).toBe("larder-portal");
  expect(request?.attributes).toEqual({
    "http.request.method": "GET",
    "http.route": "/return",
    "http.response.status_code": 303,
  });
  expect(find(collector.spans).find(({ name }) => name === "return_launches")?.parentSpanId).toBe(
    request?.spanId,
  );
  expect(collector.seen.text).not.toContain("emily");
});

test("portal and worker end cleanly when nothing takes their traces", async () => {
  const { port } = await findFreePorts("port");
  const env = { METRICS_PORT: String(port), OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9" };
  const other = await startOtherPortal({ env });
  await fetch(`${other.url}/sign-in`);
  await expectEnd(other.child);
  const worker = await startWorker(await changeOptions({ env }));
  const scrapeWorker = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  await expect.poll(scrapeWorker).toMatch(/^larder_queue_jobs\{/m);
  await expectEnd(worker);
});

async function expectEnd(child: Portal["child"]): Promise<void> {
  process.kill(child.pid, "SIGTERM");
  expect(await child.exited).toEqual({ code: 0, signal: null });
}
