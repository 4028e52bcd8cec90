import { orUnrecorded, recordEvent } from "@/lib/audit";
import { dataFaults, pool, type Tx } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import { isAdmin } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import type { DataFault } from "./types";

/** Most entries on the page. Settled ones make room for the rest. */
export const mostFaults = 200;

/**
 * Lists the values that upgrades set aside, oldest first, for administrators. Records the customers shown before
 * it returns.
 */
export const listFaults = (
  viewer: Staff,
  tx: Tx = pool(),
): Promise<Result<{ faults: DataFault[]; isCut: boolean }, "not-found" | "unrecorded">> =>
  orUnrecorded(async (): Promise<Result<{ faults: DataFault[]; isCut: boolean }, "not-found">> => {
    if (!isAdmin(viewer)) return refuse("not-found");
    const { foundAt, kind, subject, id } = dataFaults;
    const rows = await tx
      .select()
      .from(dataFaults)
      .orderBy(foundAt, kind, subject, id)
      .limit(mostFaults + 1);
    const faults = rows.slice(0, mostFaults);
    const customerIds = [...new Set(faults.flatMap(({ customerId }) => customerId ?? []))];
    if (customerIds.length > 0) await recordEvent(viewer, { event: "faults.viewed", customerIds }, tx);
    return succeed({ faults, isCut: rows.length > mostFaults });
  });

/** Counts the values that upgrades set aside, for administrators. */
export const countFaults = async (viewer: Staff, tx: Tx = pool()): Promise<number> =>
  isAdmin(viewer) ? tx.$count(dataFaults) : 0;
