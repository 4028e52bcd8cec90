import type { Instrumentation } from "next";
import { EnvError, env } from "@/lib/env";
import { logFailure } from "@/lib/errors";

/** Checks the configuration before the first request; a throw here would leave a server that answers 500. */
export function register() {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    try {
      env();
    } catch (error) {
      console.error(error instanceof EnvError ? error.message : error);
      process.exit(1);
    }
  }
}

/** Logs what a page threw under the reference number that error.tsx shows. */
export const onRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const digest = typeof error === "object" && error && "digest" in error ? String(error.digest) : "none";
  logFailure("request", digest, error, { method: request.method, route: context.routePath });
};
