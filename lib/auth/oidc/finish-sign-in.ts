import { nameInAddress } from "@/lib/errors";
import { getSessionCookieName, serialiseCookie } from "@/lib/http";
import { log, logFailure, logSecurity } from "@/lib/observability";
import { routes, toAbsolute } from "@/lib/routes";
import { readAgent } from "../sessions/read-agent";
import { findViewer } from "../sessions/sessions";
import { buildHomePath } from "../sessions/viewer";
import { createAttempt } from "./attempt";
import { readIdentityProvider } from "./identity-provider";
import { findOpenSignIn, readOpenSignIns } from "./open-sign-ins";
import { readRefusal } from "./read-refusal";
import { buildFaultUrl, redirectTo } from "./redirects";
import { runNextAuth } from "./run-next-auth";

type Callback = {
  query: Record<string, string>;
  cookies: Record<string, string>;
  /** The User-Agent header. */
  agent: string | null;
  /** The caller's network, as the audit stores it. */
  network: string | null;
};

/** Leaves out what belongs to other flows, such as an ID token that was not fetched with the code. */
const pickAnswer = (query: Record<string, string>) =>
  Object.fromEntries(Object.entries(query).filter(([name]) => ["code", "state", "iss"].includes(name)));

/**
 * Finishes a sign-in, when the identity provider sends the person back.
 * @returns a 303 to the page to continue to, or to the sign-in page with an error and a reference; null without an
 * identity provider
 */
export async function finishSignIn({ query, cookies, agent, network }: Callback): Promise<Response | null> {
  const settings = readIdentityProvider();
  if (!settings) return null;
  const { [getSessionCookieName()]: oldToken = null } = cookies;
  const all = readOpenSignIns(cookies);
  const open = findOpenSignIn(all, query.state);
  const kept = (open ?? all[0])?.path;
  // Back, a reload, or a second click: who is signed in by now wants to go on.
  const viewer = open ? null : await findViewer(oldToken);
  if (viewer) return redirectTo(toAbsolute(kept ?? buildHomePath(viewer)));
  const path = kept ?? routes.devices();
  const attempt = createAttempt({
    isPrompted: open?.isPrompted ?? false,
    agent: readAgent(agent),
    ...{ network, oldToken },
  });
  const { reference } = attempt;
  // The next person to use this browser must not see where this one was going.
  const used = open ? [serialiseCookie(open.name, "", 0)] : [];
  const refusal = readRefusal(query);
  if (refusal) {
    const { reason, ...said } = refusal;
    // Without an open sign-in, anyone may have made this address up.
    logSecurity("sign-in.failed", { by: "oidc", reason: open ? reason : "again" });
    log().warn({ what: "sign-in: refused by the provider", reference, ...said });
    return redirectTo(buildFaultUrl(path, { error: reason, reference }), used);
  }
  if (!open) {
    logSecurity("sign-in.failed", { by: "oidc", reason: "again" });
    log().info({ what: "sign-in: no open sign-in in this browser", reference });
    return redirectTo(buildFaultUrl(path, { error: "again" }));
  }
  const run = await runNextAuth(
    { action: "callback", query: pickAnswer(query), cookies: open.checks, callbackUrl: toAbsolute(path) },
    attempt,
    settings,
  );
  const session = run.cookies.get(getSessionCookieName());
  if (session) return redirectTo(toAbsolute(path), [...used, session]);
  const { failure, refusal: own } = attempt;
  if (failure) logFailure(`sign-in: ${failure.what}`, failure.cause, {}, reference);
  // What the portal itself refused is written where that is decided.
  if (!own) logSecurity("sign-in.failed", { by: "oidc", reason: "provider" });
  const error = own ? nameInAddress(own) : "provider";
  return redirectTo(buildFaultUrl(path, { error, reference: attempt.reference }), used);
}
