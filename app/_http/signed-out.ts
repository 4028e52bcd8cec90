import { buildSignOutUrl, readIdentityProvider } from "@/lib/auth";
import { getSessionCookieName, serialiseCookie } from "@/lib/http";
import { seeOther } from "./answer";

/**
 * On to the identity provider, to sign out there too, and to the welcome page.
 * @param ended the session that this browser had; null when it ran out before: of that one we know nothing any more
 */
export async function respondSignedOut(ended: { idToken: string | null } | null): Promise<Response> {
  // Who signed in by e-mail is signed in nowhere else.
  const isElsewhere = readIdentityProvider() && ended?.idToken !== null;
  const target = isElsewhere ? await buildSignOutUrl(ended?.idToken ?? null) : "/";
  const response = seeOther(target ?? "/sign-in?error=sign-out");
  response.headers.append("set-cookie", serialiseCookie(getSessionCookieName(), "", 0));
  return response;
}
