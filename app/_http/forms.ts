import type { NextRequest } from "next/server";
import { type CodeRequest, requestCode } from "@/lib/codes";
import { env } from "@/lib/env";
import { readNetwork } from "@/lib/http";
import { consume } from "@/lib/limits";
import { routes, safeCallback } from "@/lib/routes";
import { ensureBrowser, loadTranslator, writeMinutes } from "./request";
import { seeOther } from "./responses";

/** In bytes; our longest forms have a few hundred. */
const maxBytes = 256 * 1024;

/** The request's body; null when it is longer than that. The rest is not read. */
async function readBody(request: NextRequest): Promise<Buffer<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The form of a request; an empty one where there is none, or where it is far longer than any of ours. */
export async function readForm(request: NextRequest): Promise<FormData> {
  try {
    const headers = { "content-type": request.headers.get("content-type") ?? "" };
    return await new Response(await readBody(request), { headers }).formData();
  } catch {
    return new FormData();
  }
}

/** A field of a form as text; empty where it is missing. */
export const readField = (form: FormData, name: string): string => String(form.get(name) ?? "");

/** Whether a form of this very site sent the request; browsers say so in Origin. */
export function isOwnForm(request: NextRequest): boolean {
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  return origin ? origin === new URL(env().NEXTAUTH_URL).origin : site === null || site === "same-origin";
}

/** The path of ours that a sign-in form leads to. */
export function callbackPath(form: FormData): string {
  const { origin } = new URL(env().NEXTAUTH_URL);
  return safeCallback(readField(form, "callbackUrl"), origin).slice(origin.length);
}

/** The parameter that hands a sign-in's target on; none for the one that is the default. */
export const writeCallback = (path: string) => ({ callbackUrl: path === routes.devices() ? null : path });

type Code = Pick<CodeRequest, "purpose" | "email" | "customerId">;

/**
 * Mails a code for this browser, within the limits of its network and of the address.
 * @param to the page that takes the code, and the answer while a limit holds
 */
export async function mailCode(
  request: NextRequest,
  code: Code,
  to: { page: string; limited: (minutes: string) => Response },
): Promise<Response> {
  for (const [limit, subject] of [
    ["code-network", readNetwork(request.headers)],
    ["code-address", code.email.toLowerCase()],
  ] as const) {
    const counted = await consume(limit, subject);
    if (!counted.ok) return to.limited(writeMinutes(counted.problems[0].seconds));
  }
  const { browserHash, cookie } = ensureBrowser(request);
  const { language } = await loadTranslator(request);
  await requestCode({ ...code, browserHash, language });
  const response = seeOther(to.page);
  response.headers.append("set-cookie", cookie);
  return response;
}
