import { request as forward } from "node:http";
import { createServer } from "node:https";
import { generate } from "selfsigned";

export type TlsProxy = {
  port: number;
  /** Headers that it sets on every answer. */
  added: Record<string, string>;
  close(): Promise<void>;
};

/** Starts a reverse proxy as a partner would: terminates TLS for `host` and forwards to a local port. */
export async function startTlsProxy(host: string, targetPort: number): Promise<TlsProxy> {
  const { private: key, cert } = await generate([{ name: "commonName", value: host }], {
    keyType: "ec",
    algorithm: "sha256",
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: host }] }],
  });
  const server = createServer({ key, cert }, (incoming, outgoing) => {
    const headers = {
      ...incoming.headers,
      "x-forwarded-proto": "https",
      "x-forwarded-host": incoming.headers.host ?? host,
      "x-forwarded-for": incoming.socket.remoteAddress ?? "",
    };
    const { method, url } = incoming;
    const onwards = forward({ host: "127.0.0.1", port: targetPort, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, ...proxy.added });
      answer.pipe(outgoing);
    });
    onwards.on("error", () => outgoing.destroy());
    incoming.pipe(onwards);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const proxy: TlsProxy = {
    port: typeof address === "object" && address ? address.port : 0,
    added: {},
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}
