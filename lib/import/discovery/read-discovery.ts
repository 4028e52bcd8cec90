import { draftModels } from "./draft-models";
import { readEndpoint } from "./read-endpoint";
import { isDiscovery, readEndpoints, readMessages, readName, readToken } from "./read-messages";
import { addEndpoint, type SensorSet } from "./sensor-sets";
import type { DraftModel, Fault, Remark } from "./types";

/**
 * Drafts a catalogue from what a skill tells Amazon about its devices: a `Discover.Response` or
 * `AddOrUpdateReport`, a list of messages, or one a line.
 * @returns the models with what is left to do, or why there is no draft
 */
export function readDiscovery(text: string): { models: DraftModel[]; remarks: Remark[] } | { fault: Fault } {
  const messages = readMessages(text);
  if (!Array.isArray(messages)) return { fault: messages };
  if (!messages.some(isDiscovery)) return { fault: explainOthers(messages) };
  const sets = new Map<string, SensorSet>();
  const remarks: Remark[] = [];
  const counts = { "texts-of-one-device": 0, "endpoints-without-sensor": 0, "other-messages": 0 };
  for (const [index, message] of messages.entries()) {
    if (!isDiscovery(message)) {
      counts["other-messages"]++;
      continue;
    }
    const endpoints = readEndpoints(message);
    if (!endpoints) return { fault: { code: "no-endpoints", message: index + 1 } };
    for (const [at, endpoint] of endpoints.entries()) {
      const place = { message: index + 1, endpoint: at + 1 };
      const facts = readEndpoint(endpoint, [readToken(message)]);
      if (!facts) return { fault: { code: "no-capabilities", ...place } };
      counts["texts-of-one-device"] += facts.ofOneDevice;
      for (const instance of facts.repeated) remarks.push({ code: "instance-repeated", ...place, instance });
      if (facts.sensors.length > 0) addEndpoint(sets, facts);
      else counts["endpoints-without-sensor"]++;
    }
  }
  if (sets.size === 0) return { fault: { code: "no-sensor" } };
  const draft = draftModels([...sets.values()]);
  const counted = Object.entries(counts).flatMap(([code, count]) =>
    count > 0 ? [{ code: code as keyof typeof counts, count }] : [],
  );
  return { models: draft.models, remarks: [...draft.remarks, ...remarks, ...counted] };
}

function explainOthers(messages: unknown[]): Fault {
  const name = messages.map(readName).find((each) => each !== null);
  return name ? { code: "other-message", name } : { code: "no-message" };
}
