import type { APIRequestContext, APIResponse } from "playwright/test";

/** One step of a sign-in without a browser, which inspects each redirect before following it. */
export type Hop = { response: APIResponse; url: string };

/** Reads a redirect's target as an absolute URL; null if the response is no redirect. */
export function readTarget(response: APIResponse): string | null {
  const location = response.headers().location;
  return location ? new URL(location, response.url()).href : null;
}

/** Posts the sign-in form. @returns the identity provider's URL */
export async function startSignIn(
  request: APIRequestContext,
  portal: string,
  callbackUrl: string,
): Promise<string> {
  const response = await request.post(`${portal}/sign-in/start`, {
    form: { callbackUrl },
    headers: { origin: portal },
    maxRedirects: 0,
  });
  const target = readTarget(response);
  if (response.status() !== 303 || !target) throw new Error(`Expected a redirect, got ${response.status()}.`);
  return target;
}

/**
 * Goes through the identity provider as `subject`. @returns the address at the portal that it leads back to
 */
export async function passProvider(
  request: APIRequestContext,
  portal: string,
  authorization: string,
  subject: string,
): Promise<string> {
  let url = authorization;
  for (let hops = 0; hops < 10; hops += 1) {
    const response = /\/interaction\//.test(url)
      ? await request.post(url, { form: { subject }, maxRedirects: 0 })
      : await request.get(url, { maxRedirects: 0 });
    const target = readTarget(response);
    if (!target) throw new Error(`${url} answered ${response.status()} without a redirect.`);
    if (target.startsWith(`${portal}/`)) return target;
    url = target;
  }
  throw new Error("The identity provider keeps redirecting.");
}
