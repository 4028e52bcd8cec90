import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo, Server as NetServer } from "node:net";
import { type Answer, sendAnswer, textAnswer } from "./answer";

/** Listens on a port, or with 0 on any free one. Resolves with the port; rejects if it is taken. */
export function listen(server: NetServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Closes the servers on SIGINT and SIGTERM, including the connections that browsers keep open. */
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

/** Wraps a handler as a request listener. An exception becomes a 500 and a line on stderr, never a crash. */
export function answering(handler: (request: IncomingMessage) => Answer | Promise<Answer>) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      sendAnswer(response, await handler(request));
    } catch (fault) {
      // A browser that disconnects midway is not an error.
      if (request.destroyed && !request.complete) return;
      console.error(fault);
      sendAnswer(response, textAnswer(500, "The sandbox failed; see its log.\n"));
    }
  };
}

/** Formats host and port as in a URL: `127.0.0.1:4101`, `[::1]:4101`. */
export function authorityOf(host: string, port: number): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

/** Formats an origin as a browser does: `http://127.0.0.1:4101`, without port 80. */
export function originOf(host: string, port: number): string {
  return new URL(`http://${authorityOf(host, port)}`).origin;
}
