import { createHash } from "node:crypto";
import NextAuth from "next-auth";
import { env } from "@/lib/env";
import { nameInAddress, readProblem } from "@/lib/errors";
import { getCookieOptions, getSessionCookieName, serialiseCookie } from "@/lib/http";
import { getReference } from "@/lib/observability";
import { isPartOfSignIn, routes, safeCallback, toAbsolute } from "@/lib/routes";
import { readAgent } from "../sessions/read-agent";
import { newToken } from "../sessions/tokens";
import { readIdentityProvider } from "./identity-provider";
import { type Attempt, attempts, createNextAuthOptions } from "./next-auth-options";

const getCsrfCookieName = () => `${getCookieOptions().secure ? "__Host-" : ""}next-auth.csrf-token`;
const getCallbackCookieName = () => `${getCookieOptions().secure ? "__Secure-" : ""}next-auth.callback-url`;

/** Creates a CSRF token and its cookie in next-auth's format. */
function createCsrf() {
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
  /** The caller's network, as the audit stores it. */
  network: string | null;
};

const readOrigin = () => new URL(env().NEXTAUTH_URL).origin;

/** Builds the URL of the sign-in page with a fault and the page to continue to. */
function buildFaultUrl(onwards: string, fault: Record<string, string>): string {
  const path = onwards.slice(readOrigin().length);
  return toAbsolute(routes.signIn({ ...fault, callbackUrl: path === routes.devices() ? null : path }));
}

/**
 * Runs next-auth for one request with cookies and parameters of our choosing: malformed callback-URL or CSRF
 * cookies would make it answer 500, and an old session must not take part.
 * @returns a 303 to the identity provider, to the next page, or to the sign-in page with an error and a
 * reference; null without an identity provider
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
  const { [getSessionCookieName()]: oldToken, [getCallbackCookieName()]: remembered, ...others } = cookies;
  const { callbackUrl: _, ...parameters } = query;
  const onwards = safeCallback(callbackUrl ?? remembered, readOrigin());
  const headers = new Headers({ "cache-control": "private, no-store" });
  // The person cancelled at the provider: not a fault, just not signed in.
  if (action === "callback" && query.error === "access_denied") {
    headers.set("location", buildFaultUrl(onwards, {}));
    return new Response(null, { status: 303, headers });
  }
  const csrf = createCsrf();
  const request = {
    method: action === "signin" ? "POST" : "GET",
    query: { ...parameters, nextauth: [action, "oidc"] },
    headers: {},
    body: { csrfToken: csrf.token, callbackUrl: onwards },
    cookies: { ...others, [getCsrfCookieName()]: csrf.cookie },
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
  const attempt: Attempt = {
    reference: getReference(),
    oldToken: oldToken ?? null,
    person: null,
    idToken: null,
    providerSession: null,
    agent: readAgent(agent),
    network,
    authenticatedAt: new Date(),
  };
  await attempts.run(attempt, () =>
    NextAuth(request as never, response as never, createNextAuthOptions(settings)),
  );
  // The next person to use this browser must not see where this one was going.
  if (action === "callback") headers.append("set-cookie", serialiseCookie(getCallbackCookieName(), "", 0));
  headers.set("location", addReference(target, onwards, attempt.reference));
  return new Response(null, { status: 303, headers });
}

const refusals = ["customer-unknown", "unrecorded"] as const;

/**
 * Adds a reference to a redirect that reports a fault, to our sign-in page or next-auth's own; keeps any
 * other as is.
 */
function addReference(target: string, onwards: string, reference: string): string {
  const url = new URL(target || routes.signIn(), readOrigin());
  if (url.origin !== readOrigin() || !isPartOfSignIn(url.pathname)) return url.href;
  const refusal = readProblem(url.searchParams.get("error"), refusals);
  return buildFaultUrl(onwards, { error: refusal ? nameInAddress(refusal) : "provider", reference });
}
