import type { IncomingHttpHeaders } from "node:http";

type Attributes = Record<string, string | number>;

/** A piece of work in a trace. */
export type Span = {
  /** Runs `work` as a part of it. */
  run<T>(work: () => T): T;
  end(attributes?: Attributes, hasFailed?: boolean): void;
};

/** Makes spans. */
export type Tracer = {
  /** A span below the one that the current code runs in, or that a request's headers name. A client has no span alone. */
  start(
    kind: "server" | "client" | "consumer",
    name: string,
    attributes: Attributes,
    headers?: IncomingHttpHeaders,
  ): Span | undefined;
  traceId(): string | undefined;
};

// On globalThis, like the meter. Not OpenTelemetry's own global: Next would then write spans, with the full
// addresses of requests.
const shared = globalThis as { larderTracer?: Tracer };

/** Sets what makes this process's spans. */
export const setTracer = (tracer: Tracer | undefined): void => {
  shared.larderTracer = tracer;
};

/** Whether this process makes spans. */
export const isTracing = (): boolean => shared.larderTracer !== undefined;

/** Starts a span, if this process makes any. */
export const startSpan = (...given: Parameters<Tracer["start"]>): Span | undefined =>
  shared.larderTracer?.start(...given);

/** Returns the trace that the current code runs in, if any. */
export const getTraceId = (): string | undefined => shared.larderTracer?.traceId();
