import { type Actor, orUnrecorded, recordEvent } from "@/lib/audit";
import { type WrittenCustomer, writeCustomers } from "@/lib/customers";
import { pool, preferIndexes, type Tx, transaction } from "@/lib/db";
import { type WrittenDevice, writeDevices } from "@/lib/devices";
import { type Result, refuse, succeed } from "@/lib/result";
import { type PartnerScope, partnerScope } from "@/lib/scope";
import { deferSearch } from "@/lib/search";
import type { Viewer } from "@/lib/viewer";
import type { ImportItem } from "./item";
import { findRepeated, type Rehearsal, rehearse } from "./rehearsal";
import type { LineOutcome } from "./types";

/** Lines that are written at once: enough to be fast, few enough for others not to notice the wait. */
export const batchSize = 500;

/** A line that its schema accepts. */
export type CheckedLine = { line: number; item: ImportItem };

/** Who imports, and what they may write. */
export type ImportWriter = {
  actor: Actor;
  customers: PartnerScope<"customers:write"> | null;
  devices: PartnerScope<"devices:write"> | null;
};

type Settings = {
  /** Whether the partner's systems verify addresses. */
  matchEmail: boolean;
  importId?: string;
  /** Only finds out. Holds what earlier lines would have written, and gets more. */
  rehearsal?: Rehearsal;
  /** Whether the search may be written later, by `catchUp`: where devices of one customer are in several batches. */
  defersSearch?: boolean;
  /** Runs in the last transaction. */
  note?: (outcomes: readonly LineOutcome[], tx: Tx) => Promise<void> | undefined;
};

/** Returns what a viewer may import; null for one who may write neither customers nor devices. */
export function createWriter(viewer: Viewer): ImportWriter | null {
  const customers = partnerScope(viewer, "customers:write");
  const devices = partnerScope(viewer, "devices:write");
  const actor = (customers ?? devices)?.actor;
  return actor ? { actor, customers, devices } : null;
}

/**
 * Writes lines: customers in one transaction, then devices in another, each in the order of the lines. One event each.
 * In a common transaction, two batches could wait for each other's customers.
 * @returns what became of each line, customers first; `unrecorded` if the last transaction wrote nothing
 */
export async function writeBatch(
  writer: ImportWriter,
  lines: readonly CheckedLine[],
  settings: Settings,
  tx: Tx = pool(),
): Promise<Result<LineOutcome[], "unrecorded">> {
  const isCustomer = ({ item }: CheckedLine) => item.type === "customer";
  const [customers, devices] = [lines.filter(isCustomer), lines.filter((line) => !isCustomer(line))];
  const { note, ...others } = settings;
  if (devices.length === 0) return writeKind(writer, customers, settings, tx);
  if (customers.length === 0) return writeKind(writer, devices, settings, tx);
  const first = await writeKind(writer, customers, others, tx);
  if (!first.ok) return first;
  const noteAll = (found: readonly LineOutcome[], within: Tx) => note?.([...first.value, ...found], within);
  const second = await writeKind(writer, devices, { ...others, ...(note && { note: noteAll }) }, tx);
  return second.ok ? succeed([...first.value, ...second.value]) : second;
}

/** Whether most lines are devices of different customers. */
function isScattered(lines: readonly CheckedLine[]): boolean {
  const owners = new Set(lines.flatMap(({ item }) => (item.type === "device" ? [item.owner] : [])));
  return owners.size > lines.length / 2;
}

const writeKind = (
  writer: ImportWriter,
  lines: readonly CheckedLine[],
  settings: Settings,
  tx: Tx,
): Promise<Result<LineOutcome[], "unrecorded">> =>
  orUnrecorded(() =>
    transaction(async (within): Promise<Result<LineOutcome[], never>> => {
      await preferIndexes(within);
      if (settings.defersSearch && isScattered(lines)) await deferSearch(within);
      const customers = await writeCustomerLines(writer, lines, settings, within);
      const devices = await writeDeviceLines(writer, lines, settings, within);
      const outcomes = [...customers, ...devices].map(({ outcome }) => outcome);
      const [changed, written] = [customers, devices].map((found) =>
        found.filter(({ customerIds }) => customerIds.length > 0),
      ) as [Found[], Found[]];
      const customerIds = [...new Set([...changed, ...written].flatMap((each) => each.customerIds))];
      const count = { customers: changed.length, devices: written.length, removed: 0 };
      const about = { ...(settings.importId && { importId: settings.importId }), customerIds, ...count };
      if (customerIds.length > 0 && !settings.rehearsal)
        await recordEvent(writer.actor, { event: "import.written", ...about }, within);
      await settings.note?.(outcomes, within);
      return succeed(outcomes);
    }, tx),
  );

/** What became of a line, and the customers whom it changed. */
type Found = { outcome: LineOutcome; customerIds: string[] };

async function writeCustomerLines(
  { customers: scope }: ImportWriter,
  lines: readonly CheckedLine[],
  { matchEmail, rehearsal }: Settings,
  tx: Tx,
): Promise<Found[]> {
  const mine = lines.flatMap(({ line, item }) => (item.type === "customer" ? [{ line, item }] : []));
  if (mine.length === 0) return [];
  const rows = mine.map(({ item: { type: _, externalId, ...content } }) => ({ externalId, content }));
  const settings = { mode: "merge", matchEmail, rehearses: rehearsal !== undefined } as const;
  const written = scope
    ? await writeCustomers(scope, rows, settings, tx)
    : rows.map(() => refuse("scope-missing"));
  return mine.map(({ line, item }, place) => {
    const result = written[place] as Result<WrittenCustomer>;
    const found = describeCustomer(line, result);
    if (!rehearsal || !result.ok) return found;
    const outcome = compareEarlier(rehearsal, item, found.outcome);
    rehearse(rehearsal, item, result.value.event.customerId);
    return { ...found, outcome };
  });
}

/** Says what a check finds of a line, with the lines of the batches before. */
function compareEarlier(rehearsal: Rehearsal, item: ImportItem, found: LineOutcome): LineOutcome {
  const repeated = found.outcome === "new" && findRepeated(rehearsal, item);
  if (!repeated) return found;
  if (repeated === "same") return { ...found, outcome: "same" };
  return { ...found, outcome: "rejected", problem: repeated };
}

function describeCustomer(line: number, result: Result<WrittenCustomer>): Found {
  const about = { line, type: "customer" } as const;
  if (!result.ok) {
    const [problem] = result.problems;
    const isLeft = problem.code === "customer-left";
    const outcome = isLeft ? "left" : "rejected";
    return {
      outcome: { ...about, outcome, ...(!isLeft && { problem }), sharesAddress: false },
      customerIds: [],
    };
  }
  const { isNew, isChanged, sharesAddress, event } = result.value;
  const outcome = isNew ? "new" : isChanged ? "changed" : "same";
  return { outcome: { ...about, outcome, sharesAddress }, customerIds: isChanged ? [event.customerId] : [] };
}

async function writeDeviceLines(
  { devices: scope }: ImportWriter,
  lines: readonly CheckedLine[],
  { rehearsal }: Settings,
  tx: Tx,
): Promise<Found[]> {
  const mine = lines.flatMap(({ line, item }) => (item.type === "device" ? [{ line, item }] : []));
  if (mine.length === 0) return [];
  const rows = mine.map(({ item: { type: _, modelId, serial, ...content } }) => ({
    modelId,
    serial,
    content,
  }));
  const written = scope
    ? await writeDevices(scope, rows, rehearsal ? { rehearses: rehearsal.customers } : {}, tx)
    : rows.map(() => refuse("scope-missing"));
  return mine.map(({ line, item }, place) => {
    const found = describeDevice(line, written[place] as Result<WrittenDevice>);
    if (!rehearsal || ["left", "rejected"].includes(found.outcome.outcome)) return found;
    const outcome = compareEarlier(rehearsal, item, found.outcome);
    if (outcome.outcome !== "rejected") rehearse(rehearsal, item);
    return { ...found, outcome };
  });
}

function describeDevice(line: number, result: Result<WrittenDevice>): Found {
  const about = { line, type: "device", sharesAddress: false } as const;
  if (!result.ok)
    return { outcome: { ...about, outcome: "rejected", problem: result.problems[0] }, customerIds: [] };
  const { isNew, isChanged, device, events } = result.value;
  const isLeft = device.removedBy === "owner";
  const outcome = isLeft ? "left" : isNew ? "new" : isChanged ? "changed" : "same";
  const ids = events.flatMap((event) =>
    "customerId" in event && event.customerId ? [event.customerId] : [],
  );
  return { outcome: { ...about, outcome }, customerIds: ids };
}
