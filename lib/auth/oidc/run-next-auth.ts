import { createHash } from "node:crypto";
import NextAuth from "next-auth";
import { safeCallback } from "../safe-callback";
import { env } from "@/lib/env";
import { getCookieOptions, getSessionCookieName, serialiseCookie } from "@/lib/http";
import { newReference } from "@/lib/observability";
import { readAgent } from "../sessions/read-agent";
import { newToken } from "../sessions/tokens";
import { readIdentityProvider } from "./identity-provider";
import { attempts, nextAuthOptions } from "./next-auth-options";

const csrfCookie = () => `${getCookieOptions().secure ? "__Host-" : ""}next-auth.csrf-token`;
const callbackCookie = () => `${getCookieOptions().secure ? "__Secure-" : ""}next-auth.callback-url`;

/** A token and its cookie as next-auth checks them. */
function makeCsrf() {
  const token = newToken();
  const hash = createHash("sha256").update(`${token}${env().NEXTAUTH_SECRET}`).digest("hex");
  return { token, cookie: `${token}|${hash}` };
}

type Call = {
  action: "signin" | "callback";
  query: Record<string, string>;
  cookies: Record<string, string>;
  callbackUrl?: string;
  /** The User-Agent header. */
  agent: string | null;
  /** As the audit keeps it. */
  network: string | null;
};

/** Back to the sign-in page with words for a fault, and with the place where the person was going. */
function backToSignIn(onwards: string, fault: Record<string, string>): string {
  const origin = env().NEXTAUTH_URL;
  const path = onwards.slice(origin.length);
  const parameters = new URLSearchParams({ ...fault, ...(path !== "/devices" && { callbackUrl: path }) });
  return `${origin}/sign-in${parameters.size > 0 ? `?${parameters}` : ""}`;
}

/**
 * Runs next-auth for one request, on cookies and parameters that we chose ourselves: its own callback URL and
 * CSRF cookies must not make it answer 500, and an old session must not take part.
 * @returns a 303, to the identity provider, onwards, or to /sign-in with an error and a reference number; null where
 * there is no identity provider
 */
export async function runNextAuth({
  action,
  query,
  cookies,
  callbackUrl,
  agent,
  network,
}: Call): Promise<Response | null> {
  const settings = readIdentityProvider();
  if (!settings) return null;
  const { [getSessionCookieName()]: oldToken, [callbackCookie()]: remembered, ...others } = cookies;
  const { callbackUrl: _, ...parameters } = query;
  const onwards = safeCallback(callbackUrl ?? remembered, env().NEXTAUTH_URL);
  const headers = new Headers({ "cache-control": "private, no-store" });
  // The person pressed "cancel" over there: no fault, just not signed in.
  if (action === "callback" && query.error === "access_denied") {
    headers.set("location", backToSignIn(onwards, {}));
    return new Response(null, { status: 303, headers });
  }
  const csrf = makeCsrf();
  const reference = newReference();
  const request = {
    method: action === "signin" ? "POST" : "GET",
    query: { ...parameters, nextauth: [action, "oidc"] },
    headers: {},
    body: { csrfToken: csrf.token, callbackUrl: onwards },
    cookies: { ...others, [csrfCookie()]: csrf.cookie },
  };
  let target = "";
  const response = {
    status: () => response,
    getHeader: () => undefined,
    setHeader: (name: string, value: string | string[]) => {
      if (name.toLowerCase() === "location") target = String(value);
      else for (const item of [value].flat()) headers.append(name, item);
      return response;
    },
    end: () => {},
    json: () => {},
    send: () => {},
  };
  const attempt = {
    reference,
    oldToken: oldToken ?? null,
    person: null,
    idToken: null,
    providerSession: null,
    agent: readAgent(agent),
    network,
    authenticatedAt: new Date(),
  };
  await attempts.run(attempt, () => NextAuth(request as never, response as never, nextAuthOptions(settings)));
  // Where somebody was going is nobody else's business once they are back.
  if (action === "callback") headers.append("set-cookie", serialiseCookie(callbackCookie(), "", 0));
  headers.set("location", withReference(target, onwards, reference));
  return new Response(null, { status: 303, headers });
}

/** next-auth sends its own faults to /sign-in or /api/auth/error; a success goes on unchanged. */
function withReference(target: string, onwards: string, reference: string): string {
  const url = new URL(target || "/sign-in", env().NEXTAUTH_URL);
  const isFault = url.origin === env().NEXTAUTH_URL && /^\/(sign-in|api\/auth)(\/|$)/.test(url.pathname);
  if (!isFault) return url.href;
  const given = url.searchParams.get("error");
  const error = ["unknown", "unrecorded"].find((ours) => ours === given) ?? "provider";
  return backToSignIn(onwards, { error, reference });
}
