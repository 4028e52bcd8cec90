import { LarderError } from "@/lib/errors";
import { logFailure, newReference } from "@/lib/observability";

/** What stands in place of data that may not be shown, since the audit could not be written: a reference number. */
export type Unrecorded = { unrecorded: string };

/** Waits for what the audit has to record first. */
export async function orUnrecorded<T extends object | null>(work: Promise<T>): Promise<T | Unrecorded> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof LarderError && error.code === "audit-failed")) throw error;
    const unrecorded = newReference();
    logFailure("audit", unrecorded, error);
    return { unrecorded };
  }
}
