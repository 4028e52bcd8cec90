import type { NextRequest } from "next/server";
import { sealText } from "@/lib/auth";
import { type CodeRequest, countRequest, requestCode } from "@/lib/codes";
import { readNetworks } from "@/lib/http";
import { getOrigin, routes, safeCallback } from "@/lib/routes";
import type { SignedIn } from "@/lib/viewer";
import { ensureBrowser, loadTranslator, writeMinutes } from "./request";
import { seeOther } from "./responses";

/** In bytes; the longest form is a model's, with a picture. */
const maxBytes = 512 * 1024;

/** Reads the request's body; null once it exceeds maxBytes, without reading the rest. */
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

/** Reads the request's form. A missing, malformed or oversized body yields an empty form. */
export async function readForm(request: NextRequest): Promise<FormData> {
  try {
    const headers = { "content-type": request.headers.get("content-type") ?? "" };
    return await new Response(await readBody(request), { headers }).formData();
  } catch {
    return new FormData();
  }
}

/** Reads a form field as text; a missing field is empty. */
export const readField = (form: FormData, name: string): string => String(form.get(name) ?? "");

/** Longest text that is sealed into an address, in characters. */
export const mostTyped = 320;

/** Reads a form field and seals it for an address; null if it is empty. */
export const sealField = async (viewer: SignedIn, form: FormData, name: string): Promise<string | null> =>
  (await sealText(viewer, readField(form, name).slice(0, mostTyped))) || null;

/** Reads the vendor code in the form of an account-wide card; no vendor code is longer. */
export const readVendor = (form: FormData): string | null => readField(form, "vendor").slice(0, 200) || null;

/** Reads the path on this site that a sign-in form leads to. */
export function callbackPath(form: FormData): string {
  const origin = getOrigin();
  return safeCallback(readField(form, "callbackUrl"), origin).slice(origin.length);
}

/** Builds the query parameter for the page to open after sign-in; omitted for the default page. */
export const writeCallback = (path: string) => ({ callbackUrl: path === routes.devices() ? null : path });

type Code = Pick<CodeRequest, "purpose" | "email" | "customerId">;

/**
 * Mails a code for this browser, within the limits.
 * @param to the page that takes the code, and the response if a limit is exceeded
 */
export async function mailCode(
  request: NextRequest,
  code: Code,
  to: { page: string; limited: (minutes: string) => Response },
): Promise<Response> {
  const { browserHash, cookie } = ensureBrowser(request);
  const counted = await countRequest({ ...code, browserHash }, readNetworks(request.headers));
  if (!counted.ok) return to.limited(writeMinutes(counted.problems[0].seconds));
  const { language } = await loadTranslator(request);
  await requestCode({ ...code, browserHash, language });
  const response = seeOther(to.page);
  response.headers.append("set-cookie", cookie);
  return response;
}
