import { readAt } from "./read-json";
import type { Fault } from "./types";

/** Reads the messages of a text: one, a list, or one a line. */
export function readMessages(text: string): unknown[] | Fault {
  const whole = parse(text);
  if (whole) return Array.isArray(whole.value) ? whole.value : [whole.value];
  const lines = text.split("\n").map((line, index) => ({ line, number: index + 1 }));
  const filled = lines.filter(({ line }) => line.trim() !== "");
  if (!parse(filled[0]?.line ?? "")) return { code: "not-json" };
  const messages: unknown[] = [];
  for (const { line, number } of filled) {
    const parsed = parse(line);
    if (!parsed) return { code: "not-json", line: number };
    messages.push(parsed.value);
  }
  return messages;
}

function parse(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}

/** Returns what stands around header and payload: some senders leave `event` out. */
const findEvent = (message: unknown): unknown => readAt(message, "event") ?? message;

const discoveries: unknown[] = ["Discover.Response", "AddOrUpdateReport"];

/** Whether a message says what devices have. */
export const isDiscovery = (message: unknown): boolean =>
  discoveries.includes(readAt(findEvent(message), "header", "name"));

/** Reads what kind of message it is. Anything but an event's name may be a secret, so it is not returned. */
export function readName(message: unknown): string | null {
  const name = readAt(findEvent(message), "header", "name");
  return typeof name === "string" && /^[A-Za-z]{1,40}(\.Response)?$/.test(name) ? name : null;
}

/** Reads the endpoints of a discovery message; null if they are no list. */
export function readEndpoints(message: unknown): unknown[] | null {
  const endpoints = readAt(findEvent(message), "payload", "endpoints");
  return Array.isArray(endpoints) ? endpoints : null;
}

/** Reads the customer's token at Amazon. */
export const readToken = (message: unknown): unknown =>
  readAt(findEvent(message), "payload", "scope", "token");
