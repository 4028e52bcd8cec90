import { env } from "@/lib/env";

/**
 * Starts metrics and traces, as far as the settings ask for them, and loads their libraries only then.
 * @param countRequests in progress, in the portal
 * @returns a function that sends what is left of the traces, in 2 s at most
 * @throws Error when METRICS_PORT cannot be used
 */
export async function startObserving(countRequests?: () => number): Promise<() => Promise<void>> {
  const { METRICS_PORT, OTEL_EXPORTER_OTLP_ENDPOINT } = env();
  if (METRICS_PORT) await (await import("./serve-metrics")).serveMetrics(METRICS_PORT, countRequests);
  if (!OTEL_EXPORTER_OTLP_ENDPOINT) return async () => {};
  return (await import("@/lib/observability/tracer")).startTracing();
}
