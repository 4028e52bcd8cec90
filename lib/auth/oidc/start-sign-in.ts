import { logFailure, logSecurity } from "@/lib/observability";
import { routes } from "@/lib/routes";
import { readAgent } from "../sessions/read-agent";
import { createAttempt } from "./attempt";
import { readIdentityProvider } from "./identity-provider";
import { checkNames, writeOpenSignIn } from "./open-sign-ins";
import { buildFaultUrl, redirectTo } from "./redirects";
import { runNextAuth } from "./run-next-auth";
import { listLocales } from "./ui-locales";

type Start = {
  cookies: Record<string, string>;
  /** The page to continue to, on this site. */
  path: string;
  /** Whether the provider must ask the person, even if somebody is signed in there. */
  isPrompted: boolean;
  /** The language of the page, which the provider may use, too. */
  language: string;
};

/**
 * Starts a sign-in at the identity provider.
 * @returns a 303 there, or to the sign-in page with an error and a reference; null without an identity provider
 */
export async function startSignIn({ cookies, path, isPrompted, language }: Start): Promise<Response | null> {
  const settings = readIdentityProvider();
  if (!settings) return null;
  const attempt = createAttempt({ isPrompted, agent: readAgent(null), network: null, oldToken: null });
  const run = await runNextAuth(
    {
      action: "signin",
      query: { ui_locales: listLocales(language), ...(isPrompted && { prompt: "login" }) },
      cookies: {},
      callbackUrl: routes.devices(),
    },
    attempt,
    settings,
  );
  const state = !attempt.failure && run.target ? new URL(run.target).searchParams.get("state") : null;
  if (!state) {
    const { reference, failure } = attempt;
    logFailure(`sign-in: ${failure?.what ?? "no state"}`, failure?.cause, {}, reference);
    logSecurity("sign-in.failed", { by: "oidc", reason: "provider" });
    return redirectTo(buildFaultUrl(path, { error: "provider", reference }));
  }
  const [sealed, pkce, nonce] = checkNames.map((name) => run.cookies.get(name)?.match(/=([^;]*)/)?.[1] ?? "");
  const checks = { state: sealed ?? "", pkce: pkce ?? "", nonce: nonce ?? "" };
  return redirectTo(run.target, writeOpenSignIn(state, { checks, path, isPrompted }, cookies));
}
