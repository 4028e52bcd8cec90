import { LarderError, type ProblemCode } from "@/lib/errors";
import { logFailure } from "@/lib/observability";
import { type Result, refuse } from "@/lib/result";

/**
 * Runs work that the audit must record. Only this function catches a failure to write the audit.
 * @returns `unrecorded` with a log reference after such a failure: nothing was changed, shown or sent
 */
export async function orUnrecorded<Value, Code extends ProblemCode>(
  work: () => Promise<Result<Value, Code>>,
): Promise<Result<Value, Code | "unrecorded">> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LarderError && error.code === "audit-failed")) throw error;
    return refuse("unrecorded", { reference: logFailure("audit", error) });
  }
}
