import { z } from "zod";
import { about, type Group } from "./about";
import { address, flag, host, port } from "./checks";

const fewestBytes = 32;
const fewestCharacters = 16;

/** Long and varied enough that nobody guesses it. */
const strongSecret = z
  .string()
  .refine((text) => Buffer.byteLength(text) >= fewestBytes, {
    error: `must have at least ${fewestBytes} bytes`,
    abort: true,
  })
  .refine(
    (text) => new Set(text).size >= fewestCharacters,
    `must have at least ${fewestCharacters} different characters`,
  );

export const portal = {
  title: "Run the portal",
  intro: "The address that customers see, and how the process behind it runs.",
  settings: {
    NEXTAUTH_URL: address.register(about, {
      meaning:
        "The portal's public address, with https, or with http on localhost only. Links, redirects and mail use it; the `Host` header never counts. It may have a path, such as `https://www.example.com/devices-portal`: then [the build has to have the same one](production.md#below-a-path).",
      example: "https://devices.example.com",
    }),
    NEXTAUTH_SECRET: strongSecret.register(about, {
      meaning:
        "The secret that protects sign-in: at least 32 bytes with at least 16 different characters. The portal and the worker need the same one.",
      source: "the output of: openssl rand -base64 32",
      secret: true,
    }),
    PORT: port.default(3000).register(about, {
      meaning: "The port that the portal listens on.",
      example: "8080",
    }),
    HOST: host.default("0.0.0.0").register(about, {
      meaning:
        "The address that the portal listens on: an IPv4 or IPv6 address, or `localhost`. `0.0.0.0` means all IPv4 addresses of the machine, `::` all addresses.",
      example: "127.0.0.1",
    }),
    TRUSTED_PROXIES: z.coerce
      .number("must be a number of proxies")
      .int("must be a whole number")
      .min(0, "must be at least 0")
      .max(10, "must be at most 10")
      .default(0)
      .register(about, {
        meaning:
          "The number of reverse proxies between a customer and the portal: the customer's address is this many entries from the right of `X-Forwarded-For`. With `0`, as by default on localhost, it is the address of the connection.",
        example: "1",
      }),
    HSTS_SUBDOMAINS: flag.default(false).register(about, {
      meaning:
        "Whether browsers must also use https for every host below the portal's, such as `shop.devices.example.com`. Each of them must have https then, for at least a year: browsers remember it. For the portal's own host they always must.",
      example: "true",
    }),
    LOG_LEVEL: z
      .enum(["debug", "info", "warn", "error"], "must be debug, info, warn or error")
      .default("info")
      .register(about, {
        meaning:
          "The least severe entries that the log shows: `debug`, `info`, `warn` or `error`. Security events are always written.",
        example: "warn",
      }),
    DRAIN_SECONDS: z.coerce
      .number("must be a number of seconds")
      .min(0, "must be at least 0")
      .max(10, "must be at most 10")
      .default(0)
      .register(about, {
        meaning:
          "How many seconds the portal still takes new requests after SIGTERM, while `/api/health/ready` already answers 503. Set it if a load balancer needs time to notice.",
        example: "5",
      }),
  },
} satisfies Group;
