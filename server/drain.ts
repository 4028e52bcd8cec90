import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Lifecycle } from "./front";

/**
 * Stops a server: for `seconds` it still takes requests, so that a load balancer can notice, then no new connections.
 * Waits for the requests in progress and cuts connections without one.
 */
export async function drain(server: Server, lifecycle: Lifecycle, seconds: number): Promise<void> {
  lifecycle.isEnding = true;
  await sleep(seconds * 1000);
  server.close();
  while (lifecycle.inProgress > 0) await sleep(50);
  server.closeAllConnections();
}
