import { safeCallback } from "@/lib/auth";
import { env } from "@/lib/env";

/** The path of ours that a sign-in form leads to. */
export function callbackPath(form: FormData): string {
  const { NEXTAUTH_URL } = env();
  return safeCallback(String(form.get("callbackUrl") ?? ""), NEXTAUTH_URL).slice(NEXTAUTH_URL.length);
}

/** A page of the sign-in, which hands `onwards` on; where everybody goes needs no saying. */
export function withCallback(page: string, onwards: string, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...more, ...(onwards !== "/devices" && { callbackUrl: onwards }) });
  return query.size > 0 ? `${page}?${query}` : page;
}
