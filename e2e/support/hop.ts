import type { APIRequestContext, APIResponse } from "playwright/test";

/** A sign-in step by step, without a browser: each redirect is looked at before it is followed. */
export type Hop = { response: APIResponse; url: string };

/** The redirect's target as an absolute address; null when it is none. */
export function readTarget(response: APIResponse): string | null {
  const location = response.headers().location;
  return location ? new URL(location, response.url()).href : null;
}

/** Presses the sign-in button. @returns the identity provider's address */
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
  if (response.status() !== 303 || !target) throw new Error(`No redirect but ${response.status()}.`);
  return target;
}

/** Goes through the identity provider as `subject`. @returns the address at the portal that it leads back to */
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
    if (!target) throw new Error(`${url} answered ${response.status()} and leads nowhere.`);
    if (target.startsWith(`${portal}/`)) return target;
    url = target;
  }
  throw new Error("The identity provider goes round in circles.");
}
