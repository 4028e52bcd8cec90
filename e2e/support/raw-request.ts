import { type IncomingHttpHeaders, request } from "node:http";
import { gunzipSync } from "node:zlib";

export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: string };

type Options = {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** The address of this machine that the connection comes from. */
  from?: string;
};

/** Sends a request exactly as given: does not normalise the path, follow redirects or keep cookies. */
export function sendRawRequest(portal: string, path: string, options: Options = {}): Promise<RawAnswer> {
  const { port } = new URL(portal);
  const { method = "GET", headers = {}, body, from } = options;
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: "127.0.0.1",
        localAddress: from,
        port,
        path,
        method,
        agent: false,
        headers: { host: `localhost:${port}`, ...headers },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk) => chunks.push(chunk));
        answer.on("end", () => {
          const { statusCode: status = 0, headers } = answer;
          const sent = Buffer.concat(chunks);
          const isZipped = headers["content-encoding"] === "gzip" && sent.length > 0;
          resolve({ status, headers, body: (isZipped ? gunzipSync(sent) : sent).toString() });
        });
        answer.on("error", reject);
      },
    );
    sent.on("error", reject);
    sent.end(body);
  });
}
