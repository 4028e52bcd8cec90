import { z } from "zod";
import { orUnrecorded, recordEvent } from "@/lib/audit";
import { preferIndexes, type Tx, transaction } from "@/lib/db";
import {
  dropChangedUnits,
  listPartnerUnits,
  PartnerSerial,
  type PartnerUnit,
  removeUnits,
} from "@/lib/devices";
import { LarderError } from "@/lib/errors";
import { ModelId } from "@/lib/models";
import { type Result, succeed } from "@/lib/result";
import type { PartnerScope } from "@/lib/scope";
import type { Row } from "./files/types";
import { hashUnit } from "./rehearsal";
import { batchSize, type ImportWriter } from "./write-batch";

/** Units read at a time. */
const pageSize = 5000;
/** Part of the devices that a file may lack before somebody must say that it is meant so. */
export const mostMissing = 0.05;

/** What says which device a row is. */
const Unit = z.object({ modelId: ModelId, serial: PartnerSerial });

/** The devices that a file has. */
export type SeenUnits = {
  add: (row: Row) => void;
  has: (unit: Pick<PartnerUnit, "modelId" | "serial">) => boolean;
  /** Notes that a file could not be read to its end. */
  spoil: () => void;
  /** Whether each row said which device it is. */
  isComplete: () => boolean;
  /** Whether there are no rows of devices, as in a file of customers. */
  isEmpty: () => boolean;
  /** Devices that the files before made. */
  made: number;
};

export function createSeenUnits(): SeenUnits {
  const keys = new Set<number>();
  let unread = 0;
  return {
    add: ({ item }) => {
      if ({ ...(item as Record<string, unknown> | null) }.type === "customer") return;
      const unit = Unit.safeParse(item);
      if (unit.success) keys.add(hashUnit(unit.data));
      else unread += 1;
    },
    has: (unit) => keys.has(hashUnit(unit)),
    spoil: () => {
      unread += 1;
    },
    isComplete: () => unread === 0,
    isEmpty: () => keys.size === 0 && unread === 0,
    made: 0,
  };
}

/**
 * Finds the devices of the partner that a file lacks.
 * @param since what was written later is not missing: the file cannot have it
 * @returns them, and how many the partner has
 */
export async function findMissing(
  scope: PartnerScope<"devices:write">,
  seen: SeenUnits,
  since: Date,
  tx: Tx,
): Promise<{ missing: PartnerUnit[]; of: number }> {
  const missing: PartnerUnit[] = [];
  let of = 0;
  for (let after: string | null = null; ; ) {
    const page: PartnerUnit[] = await listPartnerUnits(scope, { after, limit: pageSize }, tx);
    of += page.length;
    missing.push(
      ...(await dropChangedUnits(
        scope,
        page.filter((unit) => !seen.has(unit)),
        since,
        tx,
      )),
    );
    if (page.length < pageSize) return { missing, of };
    after = page.at(-1)?.id ?? null;
  }
}

/** Removes devices from their owners' lists, a batch at a time. @returns how many were there */
export async function* removeMissing(
  { actor, devices: scope }: ImportWriter,
  missing: readonly PartnerUnit[],
  importId: string | undefined,
  note: (removed: number, tx: Tx) => Promise<void>,
  tx: Tx,
): AsyncGenerator<number> {
  if (!scope) return;
  for (let start = 0; start < missing.length; start += batchSize) {
    const batch = missing.slice(start, start + batchSize);
    const removed = await orUnrecorded(() =>
      transaction(async (within): Promise<Result<number, never>> => {
        await preferIndexes(within);
        const events = (await removeUnits(scope, batch, within)).flatMap((each) =>
          each.ok ? each.value : [],
        );
        const customerIds = [
          ...new Set(events.flatMap((event) => ("customerId" in event ? (event.customerId ?? []) : []))),
        ];
        const count = { customers: 0, devices: 0, removed: events.length };
        const event = {
          event: "import.written",
          ...(importId && { importId }),
          customerIds,
          ...count,
        } as const;
        if (events.length > 0) await recordEvent(actor, event, within);
        await note(events.length, within);
        return succeed(events.length);
      }, tx),
    );
    if (!removed.ok) throw new LarderError("audit-failed", "the audit could not be written");
    yield removed.value;
  }
}
