import { eq } from "drizzle-orm";
import { externalIds, pool, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import type { OtherId } from "./types";

/** Lists a customer's numbers in further systems of the partner. */
export const listOtherIds = (scope: CustomerScope, tx: Tx = pool()): Promise<OtherId[]> =>
  tx
    .select({ source: externalIds.source, externalId: externalIds.externalId })
    .from(externalIds)
    .where(eq(externalIds.customerId, scope.customerId))
    .orderBy(externalIds.source, externalIds.externalId);
