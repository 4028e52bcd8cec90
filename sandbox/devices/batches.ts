import type { Due } from "./household";

/** Messages and bytes that a request may have; the portal takes 1,000 and 1 MB. */
const most = { messages: 1000, bytes: 1_000_000 };

/** Writes messages as the bodies of requests, one a line, each with the time of its last message. */
export function* writeBatches(dues: Iterable<Due>): Generator<{ body: string; at: number }> {
  let [lines, bytes, last] = [[] as string[], 0, 0];
  for (const { at, message } of dues) {
    const line = JSON.stringify(message);
    const size = Buffer.byteLength(line) + 1;
    if (lines.length === most.messages || bytes + size > most.bytes) {
      yield { body: lines.join("\n"), at: last };
      [lines, bytes] = [[], 0];
    }
    lines.push(line);
    bytes += size;
    last = at;
  }
  if (lines.length > 0) yield { body: lines.join("\n"), at: last };
}
