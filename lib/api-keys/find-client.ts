import { apiKeys, boolean, pool, statement, type Tx } from "@/lib/db";
import { logSecurity } from "@/lib/observability";
import type { Client } from "@/lib/viewer";
import { hashKey } from "./key-text";

// One statement, since every request runs it. It notes a use at most once a minute, and skips that rather than
// waits while another request notes the same.
const find = statement(
  "find_client",
  {
    id: apiKeys.id,
    scopes: apiKeys.scopes,
    expiresAt: apiKeys.expiresAt,
    isExpired: boolean,
    isRevoked: boolean,
  },
  `with known as (
     select id, scopes, expires_at, used_at, expires_at <= now() as is_expired, revoked_at is not null as is_revoked
     from api_keys where key_hash = $1
   ), live as (
     select id, used_at from known where not is_expired and not is_revoked
   ), due as (
     select id from api_keys
     where id in (select id from live where used_at is null or used_at < date_trunc('minute', now()))
     for update skip locked
   ), used as (
     update api_keys set used_at = date_trunc('minute', now()), used_from = $2 where id in (select id from due)
   )
   select id, scopes, expires_at as "expiresAt", is_expired as "isExpired", is_revoked as "isRevoked" from known`,
);

/**
 * Finds the system that a key belongs to. Unknown, malformed, revoked and expired keys get the same answer
 * for the same work, one database round trip; only the security log tells them apart.
 * @param network of the request as AUDIT_ADDRESS lets the audit keep it
 */
export async function findClient(
  key: string,
  network: string | null,
  tx: Tx = pool(),
): Promise<{ client: Client; expiresAt: Date } | null> {
  const [row] = await find(tx, hashKey(key), network);
  if (!row || row.isExpired || row.isRevoked) {
    const reason = row ? (row.isRevoked ? "revoked" : "expired") : "unknown";
    logSecurity("key.refused", { reason, ...(row && { keyId: row.id }) });
    return null;
  }
  const { id, scopes, expiresAt } = row;
  return { client: { kind: "client", id, scopes, network }, expiresAt };
}
