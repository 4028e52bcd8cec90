import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { buildLevel, countConnections } from "@/lib/db";
import { env } from "@/lib/env";
import { findHindrance } from "@/lib/health";
import { countJobs, mailKinds, queueNames } from "@/lib/jobs";
import { limitNames } from "@/lib/limits";
import { createRegistry, type Metrics } from "@/lib/observability/registry";
import { explainListenError } from "./explain-listen-error";
import { lookIntoDatabase } from "./look-into-database";

/** Milliseconds for each question to the database: a scrape waits 10 s by default. */
const patience = 2000;

/**
 * Serves this process's metrics on a port of their own.
 * @param countRequests in progress, in the portal
 * @throws Error that says why it cannot listen
 */
export async function serveMetrics(port: number, countRequests?: () => number): Promise<Server> {
  const metrics = createRegistry(buildLevel);
  startAtZero(metrics);
  let reading: Promise<string> | undefined;
  const server = createServer(async ({ method, url }, response) => {
    if (url?.split("?", 1)[0] !== "/metrics") return response.writeHead(404).end("Only /metrics is here.\n");
    if (method !== "GET" && method !== "HEAD") return response.writeHead(405, { allow: "GET, HEAD" }).end();
    reading ??= readMetrics(metrics, countRequests).finally(() => {
      reading = undefined;
    });
    response.writeHead(200, { "content-type": metrics.registry.contentType }).end(await reading);
  });
  const { METRICS_HOST: host } = env();
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    throw new Error(explainListenError(error as NodeJS.ErrnoException, host, port, "METRICS_PORT"), {
      cause: error,
    });
  }
  // The portal and the worker end, whoever is still connected here.
  server.unref();
  return server;
}

/** Counters that alerts watch exist from the start: the first event would otherwise be no increase. */
function startAtZero({ start }: Metrics): void {
  for (const limit of limitNames) start("limits", { limit });
  for (const kind of mailKinds)
    for (const result of ["sent", "dropped", "failed", "given-up"] as const) start("mails", { kind, result });
  for (const result of ["finished", "continued", "failed", "given-up"] as const)
    start("importJobs", { result });
  for (const result of ["succeeded", "token-refused", "unavailable"]) start("backChannel", { result });
  for (const result of ["succeeded", "provider"]) start("signIns", { by: "oidc", result });
}

async function readMetrics({ registry, gauges }: Metrics, countRequests?: () => number): Promise<string> {
  const { total, idle, waiting } = countConnections();
  gauges.connections.set({ state: "idle" }, idle);
  gauges.connections.set({ state: "busy" }, total - idle);
  gauges.waiting.set(waiting);
  if (countRequests) gauges.requests.set(countRequests());
  // What is not known is left out, so that no old number stands for it.
  for (const gauge of [gauges.jobs, gauges.overdue]) gauge.reset();
  const isReady = await lookIntoDatabase(env().DATABASE_URL, patience, async (tx) => {
    if (await findHindrance(tx)) return false;
    for (const { queue, created, retried, overdue } of await countJobs(queueNames, tx)) {
      gauges.jobs.set({ queue, state: "created" }, created);
      gauges.jobs.set({ queue, state: "retry" }, retried);
      gauges.overdue.set({ queue }, overdue);
    }
    return true;
  }).catch(() => false);
  gauges.ready.set(Number(isReady));
  return registry.metrics();
}
