import { createServer, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { listen } from "../shared/serve";

/** What a message says of one slot. `at` is in milliseconds since 1970. */
export type Sample = { endpointId: string; id: string; instance: string; value: number; at: number };

/** A request, with what its messages say. */
export type Arrived = { path: string; headers: IncomingMessage["headers"]; body: string; samples: Sample[] };

/** Stands in for a portal in tests: keeps what arrives, and answers as `answers` says before it takes all. */
export class Receiver {
  readonly arrived: Arrived[] = [];
  answers: ("away" | number)[] = [];
  readonly #server = createServer(async (request, response) => {
    const answer = this.answers.shift() ?? 202;
    if (answer === "away") return request.socket.destroy();
    const { url: path = "", headers } = request;
    const body = await text(request);
    this.arrived.push({ path, headers, body, samples: path.endsWith("/reports") ? readSamples(body) : [] });
    response.writeHead(answer, answer === 503 || answer === 429 ? { "retry-after": "0" } : {}).end("{}");
  });

  /** @returns its origin */
  async open(): Promise<string> {
    return `http://127.0.0.1:${await listen(this.#server, "127.0.0.1", 0)}`;
  }

  close(): void {
    this.#server.close();
  }

  list(): Sample[] {
    return this.arrived.flatMap(({ samples }) => samples);
  }
}

type Property = { instance: string; value: { value: number }; timeOfSample: string };

const readSamples = (body: string): Sample[] =>
  body.split("\n").flatMap((line) => {
    const { header, endpoint, payload } = JSON.parse(line).event;
    const properties: Property[] = payload.change?.properties ?? [
      { instance: header.instance, value: payload.usage, timeOfSample: payload.timeOfSample },
    ];
    return properties.map(({ instance, value, timeOfSample }) => ({
      ...{ endpointId: endpoint.endpointId, id: header.messageId },
      ...{ instance, value: value.value, at: Date.parse(timeOfSample) },
    }));
  });
