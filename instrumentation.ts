import type { Instrumentation } from "next";
import { env } from "@/lib/env";
import { logFailure } from "@/lib/observability";

/** Checks the configuration before the first request. Throwing would leave a server running that answers 500. */
export async function register() {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    try {
      const { readPartnerTexts } = await import("@/lib/i18n/partner-texts");
      readPartnerTexts(env().PARTNER_TEXTS);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      process.exit(1);
    }
  }
}

/** Logs a page's error under the reference number that error.tsx shows. */
export const onRequestError: Instrumentation.onRequestError = (error, request, context) => {
  const digest = typeof error === "object" && error && "digest" in error ? String(error.digest) : "none";
  logFailure("request", digest, error, { method: request.method, route: context.routePath });
};
