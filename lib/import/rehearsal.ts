import { hash, randomUUID } from "node:crypto";
import { Serial } from "@/lib/devices";
import type { Problem } from "@/lib/result";
import type { ImportItem } from "./item";

/** What earlier lines of a file would have written, so that a check finds what the import will do. */
export type Rehearsal = {
  /** Ids of customers by number: the one that they have, or another one. */
  customers: Map<string, string>;
  /** By `hashUnit`, who owns a unit and how its serial number is spelled. */
  units: Map<number, string>;
};

export const createRehearsal = (): Rehearsal => ({ customers: new Map(), units: new Map() });

/**
 * Makes 48 bits of a unit, however its serial number is spelled: a million fit into memory, and in one of some hundreds
 * of such files two are taken for the same.
 */
export const hashUnit = ({ modelId, serial }: { modelId: string; serial: string }): number =>
  hash("sha1", `${modelId}\n${Serial.parse(serial)}`, "buffer").readUIntBE(0, 6);

// Parts of a line would keep all of it in memory.
const copyText = (text: string) => Buffer.from(text).toString();

/** Notes what a line would write. @param customerId of a customer who is there */
export function rehearse(
  { customers, units }: Rehearsal,
  item: ImportItem,
  customerId: string = randomUUID(),
): void {
  if (item.type === "device") units.set(hashUnit(item), copyText(`${item.owner}\n${item.serial}`));
  else if (!customers.has(item.externalId)) customers.set(copyText(item.externalId), customerId);
}

/** Finds what becomes of a line that seems new if an earlier one is about the same; null if there is none. */
export function findRepeated({ customers, units }: Rehearsal, item: ImportItem): "same" | Problem | null {
  if (item.type === "customer") return customers.has(item.externalId) ? "same" : null;
  const [owner, serial] = units.get(hashUnit(item))?.split("\n") ?? [];
  if (serial === undefined) return null;
  if (serial !== item.serial) return { code: "serial-conflict", subject: serial };
  if (owner === item.owner) return "same";
  return item.transfer ? null : { code: "device-owned", field: "owner" };
}
