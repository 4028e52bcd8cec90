import { format, types } from "node:util";
import { getReference, getRequest } from "./context";
import { isLogged, log, logFailure } from "./log";

const levels = { debug: "debug", log: "debug", info: "info", warn: "warn", error: "error" } as const;

/**
 * Turns what other code prints on the console, such as Next, into lines of the log. An error is logged once and
 * stamped with its reference, which Next then passes on to the error page as the digest.
 */
export function captureConsole(): void {
  for (const [method, level] of Object.entries(levels)) {
    console[method as keyof typeof levels] = (...given: unknown[]) => {
      const error = given.find((value) => types.isNativeError(value)) as
        | (Error & { digest?: unknown })
        | undefined;
      // Addresses in messages lose their query, which may hold what a person typed.
      if (!error) return log()[level](format(...given).replace(/\?\S*/g, "?…"));
      // Next prints an error again on its way through the renderers, also as a copy that has only the digest.
      if (isLogged(error) || error.digest === getReference()) return;
      error.digest = logFailure(getRequest() ? "request" : "process", error);
    };
  }
}
