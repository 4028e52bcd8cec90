import { callbackPath, readField, writeCallback } from "@/app/_http/forms";
import { handleForm } from "@/app/_http/handlers";
import { readBrowser } from "@/app/_http/request";
import { respondProblem, respondSignedIn, seeOther } from "@/app/_http/responses";
import { signInByCode } from "@/lib/auth";
import { env } from "@/lib/env";
import { nameInAddress } from "@/lib/errors";
import { getSessionCookieName, readAuditNetwork, serialiseCookie } from "@/lib/http";
import { routes } from "@/lib/routes";

/** Signs in with the code that was mailed for this browser. POST only, because mail scanners follow links. */
export const POST = handleForm(async (request, form) => {
  if (!env().SIGN_IN.includes("email")) return respondProblem(request, "not-found");
  const path = callbackPath(form);
  const callback = writeCallback(path);
  const signedIn = await signInByCode(readField(form, "code"), {
    browserHash: readBrowser(request),
    oldToken: request.cookies.get(getSessionCookieName())?.value ?? null,
    agent: request.headers.get("user-agent"),
    network: readAuditNetwork(request.headers),
  });
  if (!signedIn.ok) {
    const [{ code }] = signedIn.problems;
    // The message is about the e-mail address, not about an account at the identity provider.
    if (code === "customer-unknown") return seeOther(routes.signIn({ error: "address" }));
    return seeOther(routes.signInCode({ problem: nameInAddress(code), ...callback }));
  }
  const { token, life } = signedIn.value;
  const redirect = seeOther(path);
  redirect.headers.append("set-cookie", serialiseCookie(getSessionCookieName(), token, life));
  return respondSignedIn(request, redirect);
});
