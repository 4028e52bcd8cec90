// Loads OpenTelemetry, so only server/start-observability.ts imports it, and only with an endpoint.
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Context,
  defaultTextMapGetter,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
} from "@opentelemetry/api";
import { setGlobalErrorHandler, W3CTraceContextPropagator } from "@opentelemetry/core";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { getBuild, nameBuild, nameProgram } from "@/lib/env";
import { log } from "./log";
import { setTracer } from "./spans";

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, consumer: SpanKind.CONSUMER };

/** Milliseconds that the last spans have to reach the collector when the process ends. */
const grace = 2000;

/**
 * Sends the spans of this process to OTEL_EXPORTER_OTLP_ENDPOINT.
 * @returns a function that sends what is left, in 2 s at most, and never throws
 */
export function startTracing(): () => Promise<void> {
  logFaults();
  const provider = new BasicTracerProvider({
    resource: defaultResource()
      .merge(
        resourceFromAttributes({ "service.name": nameProgram(), "service.version": nameBuild(getBuild()) }),
      )
      .merge(detectResources({ detectors: [envDetector] })),
    // These read OpenTelemetry's variables: address, headers, sampler, sizes, times.
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter())],
  });
  const tracer = provider.getTracer("larder");
  const propagator = new W3CTraceContextPropagator();
  const contexts = new AsyncLocalStorage<Context>();
  setTracer({
    start(kind, name, attributes, headers) {
      const current = contexts.getStore();
      // Otherwise the queue's queries would each be a trace, twice a second.
      if (kind === "client" && !current) return undefined;
      const above = headers
        ? propagator.extract(ROOT_CONTEXT, headers, defaultTextMapGetter)
        : (current ?? ROOT_CONTEXT);
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes }, above);
      const context = trace.setSpan(above, span);
      return {
        run: (work) => contexts.run(context, work),
        end(more = {}, hasFailed = false) {
          span.setAttributes(more);
          if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end();
        },
      };
    },
    traceId: () => trace.getSpanContext(contexts.getStore() ?? ROOT_CONTEXT)?.traceId,
  });
  return async () => {
    setTracer(undefined);
    await Promise.race([provider.shutdown().catch(() => {}), sleep(grace)]);
  };
}

/** Logs why spans do not arrive, at most once a minute. */
function logFaults(): void {
  let loggedAt = Number.NEGATIVE_INFINITY;
  setGlobalErrorHandler((error) => {
    if (performance.now() - loggedAt < 60_000) return;
    loggedAt = performance.now();
    const reason = error instanceof Error ? error.message : String(error);
    log().warn({ what: "traces do not arrive", reason });
  });
}
