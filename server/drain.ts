import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Stops a server: it takes requests for `seconds` more, so that a load balancer can notice, then none, and waits
 * for those in progress.
 */
export async function drain(server: Server, seconds: number): Promise<void> {
  await sleep(seconds * 1000);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that just became idle would otherwise stay open until its keep-alive time is over.
  const sweep = setInterval(() => server.closeIdleConnections(), 100);
  await closed;
  clearInterval(sweep);
}
