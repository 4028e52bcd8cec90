import { and, eq, isNull, sql } from "drizzle-orm";
import { orUnrecorded, recordEvent } from "@/lib/audit";
import { apiKeys, pool, type Tx, transaction } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import { type Id, isAdmin } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";

/**
 * Revokes a key and records that, in one transaction; for administrators and the system. The next request
 * with the key is refused.
 * @returns whether it was still unrevoked: again, it changes and records nothing. `not-found` when there is
 * no such key, and for other viewers
 */
export const revokeKey = (
  viewer: Viewer,
  keyId: Id,
  tx: Tx = pool(),
): Promise<Result<{ isFirst: boolean }, "not-found" | "unrecorded">> =>
  orUnrecorded(async () => {
    if (viewer.kind !== "system" && !isAdmin(viewer)) return refuse("not-found");
    return transaction(async (within) => {
      const [revoked] = await within
        .update(apiKeys)
        .set({ revokedAt: sql`now()` })
        .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
        .returning({ name: apiKeys.name });
      if (revoked) await recordEvent(viewer, { event: "key.revoked", keyId, name: revoked.name }, within);
      const isKnown = revoked || (await within.$count(apiKeys, eq(apiKeys.id, keyId))) > 0;
      return isKnown ? succeed({ isFirst: revoked !== undefined }) : refuse("not-found");
    }, tx);
  });
