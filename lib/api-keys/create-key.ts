import { orUnrecorded, recordEvent } from "@/lib/audit";
import { apiKeys, pool, type Tx, transaction } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import { type Id, isAdmin } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import { getHint, hashKey, newKey } from "./key-text";
import type { NewKey } from "./schemas";

/** A new key. `text` is the key itself, which nothing stores: this is the only time it can be shown. */
type Created = { id: string; text: string; hint: string; expiresAt: Date };

/**
 * Makes a key and records that, in one transaction; for administrators and the system.
 * @param given `id` names the form that asks, so that sending it again makes no second key
 * @returns `key-exists` for an id that was used; `not-found` for other viewers
 */
export const createKey = (
  viewer: Viewer,
  given: NewKey & { id?: Id },
  tx: Tx = pool(),
): Promise<Result<Created, "not-found" | "key-exists" | "unrecorded">> =>
  orUnrecorded(async () => {
    if (viewer.kind !== "system" && !isAdmin(viewer)) return refuse("not-found");
    const { id = crypto.randomUUID(), name, days } = given;
    const scopes = [...new Set(given.scopes)];
    const text = newKey();
    const hint = getHint(text);
    const expiresAt = new Date(Date.now() + days * 24 * 3600_000);
    const createdBy = viewer.kind === "system" ? null : viewer.id;
    return transaction(async (within) => {
      const made = await within
        .insert(apiKeys)
        .values({ id, name, keyHash: hashKey(text), hint, scopes, createdBy, expiresAt })
        .onConflictDoNothing({ target: apiKeys.id })
        .returning({ id: apiKeys.id });
      if (made.length === 0) return refuse("key-exists");
      const details = { keyId: id, name, scopes, expiresAt: expiresAt.toISOString() };
      await recordEvent(viewer, { event: "key.created", ...details }, within);
      return succeed({ id, text, hint, expiresAt });
    }, tx);
  });
