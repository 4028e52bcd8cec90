// Calls the API of the main portal as a back end does.
import { createHash, randomBytes } from "node:crypto";
import { getPortalUrl } from "./addresses";
import { query } from "./records";

/** Adds a key with these scopes. @returns the key */
export async function addKey(...scopes: string[]): Promise<string> {
  const key = `lk_${randomBytes(20).toString("hex")}`;
  await query(
    `insert into api_keys (name, key_hash, hint, scopes, expires_at)
     values ('Back end', $1, 'lk_', $2, now() + interval '1 day')`,
    [createHash("sha256").update(key).digest(), scopes],
  );
  return key;
}

export type ApiAnswer = { status: number; body: Record<string, unknown>; headers: Headers };

/** Calls an operation. @param path under /api/v1 */
export async function callApi(
  key: string,
  method: string,
  path: string,
  body?: unknown,
  type = "application/json",
): Promise<ApiAnswer> {
  const response = await fetch(`${getPortalUrl()}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${key}`,
      ...(body !== undefined && { "content-type": type }),
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text ? JSON.parse(text) : {}, headers: response.headers };
}
