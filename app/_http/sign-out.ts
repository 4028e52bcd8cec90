import type { NextRequest } from "next/server";
import { buildSignOutRequest, readIdentityProvider, removeOpenSignIns, writeSignOutUrl } from "@/lib/auth";
import { env } from "@/lib/env";
import { createStrictPolicy, getSessionCookieName, serialiseCookie } from "@/lib/http";
import { routes } from "@/lib/routes";
import { loadTranslator, readCookies } from "./request";
import { respondPage, seeOther } from "./responses";

/** Leads to the identity provider's sign-out, or says that there is none. */
async function respondSignOutThere(request: NextRequest, idToken: string | null): Promise<Response> {
  const { t, language } = await loadTranslator(request);
  const there = await buildSignOutRequest(idToken, language);
  if (!there) return seeOther(routes.signIn({ error: "sign-out" }));
  if (env().OIDC_LOGOUT_METHOD === "redirect") return seeOther(writeSignOutUrl(there));
  return respondPage(
    200,
    {
      language,
      title: t("signOutThere.title"),
      text: t("signOutThere.text", { partner: env().PARTNER_NAME }),
      link: { action: there.endpoint, fields: there.parameters, button: t("signOutThere.button") },
    },
    new Headers({ "content-security-policy": createStrictPolicy(true, there.endpoint) }),
  );
}

/**
 * Signs out at the identity provider too, then leads to the welcome page.
 * @param ended the session that this browser had; null if it had already expired and its kind is unknown
 */
export async function respondSignedOut(
  request: NextRequest,
  ended: { idToken: string | null } | null,
): Promise<Response> {
  // A sign-in by e-mail code has no session at the identity provider.
  const isElsewhere = readIdentityProvider() && ended?.idToken !== null;
  const response = isElsewhere
    ? await respondSignOutThere(request, ended?.idToken ?? null)
    : seeOther(routes.welcome());
  const gone = [serialiseCookie(getSessionCookieName(), "", 0), ...removeOpenSignIns(readCookies(request))];
  for (const cookie of gone) response.headers.append("set-cookie", cookie);
  return response;
}
