import { createHash } from "node:crypto";
import NextAuth from "next-auth";
import { env } from "@/lib/env";
import { newToken } from "../sessions/tokens";
import { type Attempt, attempts } from "./attempt";
import type { IdentityProvider } from "./identity-provider";
import { createNextAuthOptions, csrfCookie } from "./next-auth-options";

/** Creates a CSRF token and its cookie in next-auth's format. */
function createCsrf() {
  const token = newToken();
  const hash = createHash("sha256").update(`${token}${env().NEXTAUTH_SECRET}`).digest("hex");
  return { token, cookie: `${token}|${hash}` };
}

/** For all that a sign-in asks of the provider, in milliseconds. A body that trickles in has no timeout of its own. */
const longestRun = 20_000;

type Run = {
  action: "signin" | "callback";
  query: Record<string, string>;
  cookies: Record<string, string>;
  callbackUrl: string;
};

/**
 * Runs next-auth once, with cookies and parameters of our choosing: malformed ones would make it answer 500, and an
 * old session must not take part. What it fails at is in `attempt.failure`.
 * @returns where it redirects, and the Set-Cookie headers that it writes, by name
 */
export async function runNextAuth(
  { action, query, cookies, callbackUrl }: Run,
  attempt: Attempt,
  settings: IdentityProvider,
): Promise<{ target: string; cookies: Map<string, string> }> {
  const csrf = createCsrf();
  const { callbackUrl: _, ...parameters } = query;
  const request = {
    method: action === "signin" ? "POST" : "GET",
    query: { ...parameters, nextauth: [action, "oidc"] },
    headers: {},
    body: { csrfToken: csrf.token, callbackUrl },
    cookies: { ...cookies, [csrfCookie]: csrf.cookie },
  };
  const run = { target: "", cookies: new Map<string, string>() };
  const response = {
    status: () => response,
    getHeader: () => undefined,
    setHeader: (name: string, value: string | string[]) => {
      if (name.toLowerCase() === "location") run.target = String(value);
      else for (const cookie of [value].flat()) run.cookies.set(cookie.slice(0, cookie.indexOf("=")), cookie);
      return response;
    },
    end: () => {},
    json: () => {},
    send: () => {},
  };
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<"over">((resolve) => {
    timer = setTimeout(() => resolve("over"), longestRun);
  });
  const work = attempts.run(attempt, () =>
    NextAuth(request as never, response as never, createNextAuthOptions(settings)),
  );
  const ended = await Promise.race([work, deadline]).finally(() => clearTimeout(timer));
  if (ended !== "over") return run;
  attempt.isOver = true;
  attempt.failure ??= { what: "time", cause: new Error("the provider's answers took too long") };
  return { target: "", cookies: new Map() };
}
