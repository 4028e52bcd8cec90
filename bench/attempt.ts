// One thing that fails does not end the rest of a run.
import { isEnding } from "@/launcher/processes";

/** Says what is missing from the results, and why. The run then ends with status 1. */
export function leaveOut(what: string, error: unknown): void {
  console.error(`${what}: left out. ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

/** Does one thing of a run. @returns undefined if that failed, after saying so */
export async function attempt<Value>(what: string, work: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await work();
  } catch (error) {
    // After Ctrl-C everything fails.
    if (isEnding()) throw error;
    leaveOut(what, error);
    return undefined;
  }
}
