import path from "node:path";
import { distDirectory, logDirectory } from "./paths";
import { buildPortalEnvironment, type PortalOptions } from "./portal";
import { type Child, startNode, waitForReadyLine } from "./processes";

/** Starts a worker and waits until it is ready. Several may run at once. */
export async function startWorkerWith(
  env: NodeJS.ProcessEnv,
  logPath: string,
  directory = distDirectory,
): Promise<Child> {
  const child = await startNode("The worker", [path.join(directory, "worker.js")], {
    env,
    logPath,
    graceMs: 10_000,
  });
  try {
    await waitForReadyLine(child);
  } catch (error) {
    await child.stop();
    throw error;
  }
  return child;
}

/** Starts a worker with a portal's settings. */
export const startWorker = (options: PortalOptions): Promise<Child> =>
  startWorkerWith(
    buildPortalEnvironment(options),
    path.join(options.logs ?? logDirectory, `worker-${options.port}.log`),
  );
