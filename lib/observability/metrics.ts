/** What is counted, with its labels. Each label has few values: never an id, an address or a path. */
export type Counts = {
  launches: { by: "customer" | "staff" | "visitor"; card: string; region: string; outcome: string };
  returns: { by: "customer" | "staff" | "visitor"; card: string };
  signIns: { by: string; result: string };
  codes: { purpose: string };
  limits: { limit: string };
  backChannel: { result: string };
  securityEvents: { event: string };
  mails: { kind: string; result: "sent" | "dropped" | "failed" | "given-up" };
  importJobs: { result: "finished" | "continued" | "failed" | "given-up" };
};

/** What is timed, with its labels. */
export type Times = {
  requests: { route: string; method: string; status: string };
  queries: { statement: string };
  jobs: { queue: string; result: "completed" | "failed" };
};

/** Keeps the numbers. `seconds` since the start, as performance.now() tells it in milliseconds. */
export type Meter = {
  count<Name extends keyof Counts>(name: Name, labels: Counts[Name], by?: number): void;
  time<Name extends keyof Times>(name: Name, labels: Times[Name], started: number): void;
};

// On globalThis, because Next bundles a module more than once and one process needs one registry. Absent without
// METRICS_PORT, when counting costs nothing. server/serve-metrics.ts sets it.
const shared = globalThis as { larderMeter?: Meter };

/** Sets what keeps this process's numbers. */
export const setMeter = (meter: Meter | undefined): void => {
  shared.larderMeter = meter;
};

/** Whether this process keeps numbers. */
export const isMeasuring = (): boolean => shared.larderMeter !== undefined;

/** Counts something that happened. */
export const count: Meter["count"] = (name, labels, by) => shared.larderMeter?.count(name, labels, by);

/** Times something that ends now. @param started what performance.now() said at its start */
export const time: Meter["time"] = (name, labels, started) => shared.larderMeter?.time(name, labels, started);
