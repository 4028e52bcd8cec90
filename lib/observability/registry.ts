// Loads prom-client, so only server/serve-metrics.ts imports it, and only with METRICS_PORT.
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { getBuild } from "@/lib/env";
import { type Counts, setMeter, type Times } from "./metrics";

type Definition<Labels> = { name: string; help: string; labels: readonly (keyof Labels & string)[] };

const counts: { [Name in keyof Counts]: Definition<Counts[Name]> } = {
  launches: {
    name: "larder_launches_total",
    help: "Launches of cards.",
    labels: ["by", "card", "region", "outcome"],
  },
  returns: {
    name: "larder_returns_total",
    help: "Launches that came back; card is none for a return without an open launch.",
    labels: ["by", "card"],
  },
  signIns: { name: "larder_sign_ins_total", help: "Attempts to sign in.", labels: ["by", "result"] },
  codes: { name: "larder_codes_requested_total", help: "Codes asked for.", labels: ["purpose"] },
  limits: { name: "larder_limits_reached_total", help: "Attempts beyond a limit.", labels: ["limit"] },
  backChannel: {
    name: "larder_back_channel_logouts_total",
    help: "Logout tokens of the identity provider.",
    labels: ["result"],
  },
  securityEvents: {
    name: "larder_security_events_total",
    help: "Lines of the security log.",
    labels: ["event"],
  },
  mails: { name: "larder_mails_total", help: "Tries to send a mail.", labels: ["kind", "result"] },
  importJobs: { name: "larder_import_jobs_total", help: "Turns at an import.", labels: ["result"] },
};

const times: { [Name in keyof Times]: Definition<Times[Name]> & { buckets: number[] } } = {
  requests: {
    name: "larder_http_request_duration_seconds",
    help: "Time to answer a request.",
    labels: ["route", "method", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  },
  queries: {
    name: "larder_database_query_duration_seconds",
    help: "Time of a query on a connection, without the wait for one.",
    labels: ["statement"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 8],
  },
  jobs: {
    name: "larder_job_duration_seconds",
    help: "Time of a job in the worker.",
    labels: ["queue", "result"],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 45],
  },
};

/** Makes this process's registry, which from now on keeps what `count` and `time` are told. */
export function createRegistry(level: number) {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counters = mapValues(
    counts,
    ({ labels, ...rest }) => new Counter({ ...rest, labelNames: labels, registers }),
  );
  const histograms = mapValues(
    times,
    ({ labels, ...rest }) => new Histogram({ ...rest, labelNames: labels, registers }),
  );
  const gauge = (name: string, help: string, ...labelNames: string[]) =>
    new Gauge({ name, help, labelNames, registers });

  const { version, commit } = getBuild();
  gauge("larder_build_info", "Always 1; the labels say which build runs.", "version", "commit", "level").set(
    { version, commit: commit ?? "", level },
    1,
  );
  setMeter({
    count: (name, labels, by) => counters[name].inc(labels, by),
    time: (name, labels, started) => histograms[name].observe(labels, (performance.now() - started) / 1000),
  });
  return {
    registry,
    /** Starts a counter at 0, so that its first event is an increase. */
    start: <Name extends keyof Counts>(name: Name, labels: Counts[Name]) => counters[name].inc(labels, 0),
    gauges: {
      ready: gauge("larder_ready", "1 if the database serves this build, else 0."),
      requests: gauge("larder_http_requests_in_progress", "Requests without a complete answer."),
      connections: gauge("larder_database_connections", "Connections of the pool.", "state"),
      waiting: gauge("larder_database_waiting", "Requests that wait for a connection of the pool."),
      jobs: gauge("larder_queue_jobs", "Jobs that wait for a worker.", "queue", "state"),
      overdue: gauge(
        "larder_queue_overdue_seconds",
        "For how long the first job that is due has waited.",
        "queue",
      ),
    },
  };
}

/** A process's registry, with the gauges that are read when somebody asks. */
export type Metrics = ReturnType<typeof createRegistry>;

const mapValues = <Key extends string, From, To>(from: Record<Key, From>, change: (value: From) => To) =>
  Object.fromEntries(Object.entries<From>(from).map(([key, value]) => [key, change(value)])) as Record<
    Key,
    To
  >;
