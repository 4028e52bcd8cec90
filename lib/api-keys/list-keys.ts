import { desc, eq, type SQL, sql } from "drizzle-orm";
import { apiKeys, pool, staff, type Tx } from "@/lib/db";
import { type Id, isAdmin } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import { type ApiKey, soonDays } from "./types";

const state = sql<ApiKey["state"]>`case
  when ${apiKeys.revokedAt} is not null then 'revoked'
  when ${apiKeys.expiresAt} <= now() then 'expired'
  when ${apiKeys.expiresAt} <= now() + ${soonDays}::int * interval '1 day' then 'expiring'
  else 'active' end`;

async function selectKeys(viewer: Viewer, condition: SQL | undefined, tx: Tx): Promise<ApiKey[]> {
  if (viewer.kind !== "system" && !isAdmin(viewer)) return [];
  return tx
    .select({
      id: apiKeys.id,
      name: apiKeys.name,
      hint: apiKeys.hint,
      scopes: apiKeys.scopes,
      createdAt: apiKeys.createdAt,
      createdBy: sql<string | null>`coalesce(${staff.name}, ${staff.email})`,
      expiresAt: apiKeys.expiresAt,
      revokedAt: apiKeys.revokedAt,
      usedAt: apiKeys.usedAt,
      usedFrom: apiKeys.usedFrom,
      state,
    })
    .from(apiKeys)
    .leftJoin(staff, eq(staff.id, apiKeys.createdBy))
    .where(condition)
    .orderBy(
      sql`(${apiKeys.revokedAt} is null and ${apiKeys.expiresAt} > now()) desc`,
      desc(apiKeys.createdAt),
      apiKeys.id,
    );
}

/**
 * Lists all keys, those in use first, newest first; none for anyone but administrators and the system. All of
 * them, because people make them one at a time.
 */
export const listKeys = (viewer: Viewer, tx: Tx = pool()): Promise<ApiKey[]> =>
  selectKeys(viewer, undefined, tx);

/** Finds a key by its id, for administrators and the system. */
export async function findKey(viewer: Viewer, keyId: Id, tx: Tx = pool()): Promise<ApiKey | null> {
  const [key] = await selectKeys(viewer, eq(apiKeys.id, keyId), tx);
  return key ?? null;
}
