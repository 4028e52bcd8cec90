import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo, Server as NetServer } from "node:net";
import { type Answer, sendAnswer, textAnswer } from "./answer";

/** Starts listening; port 0 takes a free one. Resolves to the port, rejects when it is taken. */
export function listen(server: NetServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** SIGINT and SIGTERM close the servers, with the connections that a browser keeps open. */
export function stopOnSignal(servers: Server[]): void {
  const stop = () => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    process.exit(0);
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

/** A request listener from a handler: a fault becomes a 500 and a line on stderr, never a crash. */
export function answering(handler: (request: IncomingMessage) => Answer | Promise<Answer>) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      sendAnswer(response, await handler(request));
    } catch (fault) {
      // A browser that hangs up in the middle of its request is no fault of ours.
      if (request.destroyed && !request.complete) return;
      console.error(fault);
      sendAnswer(response, textAnswer(500, "The sandbox failed; see its log.\n"));
    }
  };
}

/** Host and port as a URL has them: `127.0.0.1:4101`, `[::1]:4101`. */
export function authorityOf(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** As a browser shows it: `http://127.0.0.1:4101`, without the port 80. */
export function originOf(host: string, port: number): string {
  return new URL(`http://${authorityOf(host, port)}`).origin;
}
