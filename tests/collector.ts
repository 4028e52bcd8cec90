// A receiver of traces over OTLP/HTTP, as a collector is.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";

type Value = { stringValue?: string; intValue?: number };
type Attribute = { key: string; value: Value };

/** A span as it arrived, with its service. */
export type ArrivedSpan = {
  service: string;
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId: string;
  attributes: Record<string, string | number>;
  failed: boolean;
};

const readAttributes = (list: Attribute[] = []) =>
  Object.fromEntries(list.map(({ key, value }) => [key, value.stringValue ?? Number(value.intValue)]));

/** Starts a collector. `headers` are those of the last request. */
export async function startCollector() {
  const spans: ArrivedSpan[] = [];
  const seen = { headers: {} as NodeJS.Dict<string | string[]>, text: "" };
  const server = createServer(async (request, response) => {
    const body = (await json(request)) as { resourceSpans: never[] };
    seen.headers = request.headers;
    seen.text += JSON.stringify(body);
    for (const { resource, scopeSpans } of body.resourceSpans as unknown as {
      resource: { attributes: Attribute[] };
      scopeSpans: {
        spans: (Omit<ArrivedSpan, "attributes"> & { attributes: Attribute[]; status: { code: number } })[];
      }[];
    }[])
      for (const span of scopeSpans.flatMap((each) => each.spans))
        spans.push({
          ...span,
          service: String(readAttributes(resource.attributes)["service.name"]),
          attributes: readAttributes(span.attributes),
          parentSpanId: span.parentSpanId ?? "",
          failed: span.status.code === 2,
        });
    response.writeHead(request.url === "/v1/traces" ? 200 : 404, { "content-type": "application/json" });
    response.end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, spans, seen, stop };
}
