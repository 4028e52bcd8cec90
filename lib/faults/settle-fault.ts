import { eq } from "drizzle-orm";
import { orUnrecorded, recordEvent } from "@/lib/audit";
import { dataFaults, pool, type Tx, transaction } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import { type Id, isAdmin } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";

/** Removes a value that was set aside, once an administrator has dealt with it; for administrators. */
export const settleFault = (
  viewer: Staff,
  faultId: Id,
  tx: Tx = pool(),
): Promise<Result<undefined, "not-found" | "unrecorded">> =>
  orUnrecorded(() =>
    transaction(async (within): Promise<Result<undefined, "not-found">> => {
      if (!isAdmin(viewer)) return refuse("not-found");
      const [gone] = await within.delete(dataFaults).where(eq(dataFaults.id, faultId)).returning();
      if (!gone) return refuse("not-found");
      const about = gone.customerId ? { customerId: gone.customerId } : {};
      await recordEvent(viewer, { event: "fault.settled", fields: [gone.field], ...about }, within);
      return succeed(undefined);
    }, tx),
  );
