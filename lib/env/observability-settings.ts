import { z } from "zod";
import { about, type Group } from "./about";
import { host, port, url } from "./checks";

const ratioText = "must be a number from 0 to 1";

export const observability = {
  title: "See what runs",
  intro:
    "Metrics for Prometheus and traces for OpenTelemetry, both off unless you set them. [Observability](observability.md) lists what they tell. OpenTelemetry's other variables work in the environment, not in the settings file.",
  settings: {
    METRICS_PORT: port.optional().register(about, {
      meaning:
        "The port that serves `/metrics`, to anyone who reaches it. Portal and worker on one machine need different ones, and none of them the portal's own.",
      example: "9464",
    }),
    METRICS_HOST: host.default("127.0.0.1").register(about, {
      meaning:
        "The address that `METRICS_PORT` is on. Choose one that only your monitoring reaches; the default is this machine alone.",
      example: "10.0.0.5",
    }),
    OTEL_EXPORTER_OTLP_ENDPOINT: url
      .refine((text) => /^https?:/.test(text), "must start with http:// or https://")
      .optional()
      .register(about, {
        meaning: "The OTLP/HTTP address that takes traces, without `/v1/traces`.",
        example: "http://127.0.0.1:4318",
      }),
    OTEL_EXPORTER_OTLP_HEADERS: z.string().optional().register(about, {
      meaning: "Headers for that address, such as a key: `name=value`, separated by commas.",
      example: "authorization=Bearer%20secret",
      secret: true,
    }),
    OTEL_SERVICE_NAME: z.string().optional().register(about, {
      meaning: "The service's name in traces; by default `larder-portal` or `larder-worker`.",
      example: "devices-portal",
    }),
    OTEL_TRACES_SAMPLER: z
      .enum(
        [
          "always_on",
          "always_off",
          "traceidratio",
          "parentbased_always_on",
          "parentbased_always_off",
          "parentbased_traceidratio",
        ],
        "must be one of OpenTelemetry's, such as parentbased_traceidratio",
      )
      .default("parentbased_always_on")
      .register(about, {
        meaning:
          "Which requests are traced. The samplers that begin with `parentbased_` follow a `traceparent` header that comes with the request.",
        example: "parentbased_traceidratio",
      }),
    OTEL_TRACES_SAMPLER_ARG: z.coerce
      .number(ratioText)
      .min(0, ratioText)
      .max(1, ratioText)
      .optional()
      .register(about, {
        meaning: "The part of all requests that the two samplers with `traceidratio` choose; by default all.",
        example: "0.1",
      }),
  },
} satisfies Group;
