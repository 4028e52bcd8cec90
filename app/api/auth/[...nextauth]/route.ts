import { handle } from "@/app/_http/handlers";
import { readCookies } from "@/app/_http/request";
import { respondProblem, respondSignedIn, seeOther } from "@/app/_http/responses";
import { finishSignIn } from "@/lib/auth";
import { readAuditNetwork } from "@/lib/http";
import { buildSignInPath, routes } from "@/lib/routes";

/** Handles the identity provider's callback. Sign-in starts on our own page, not on next-auth's. */
export const GET = handle<{ nextauth: string[] }>(async (request, { nextauth }) => {
  const [action, provider] = nextauth;
  const query = Object.fromEntries(request.nextUrl.searchParams);
  if (action === "signin") return seeOther(buildSignInPath(query.callbackUrl ?? routes.devices()));
  if (action !== "callback" || provider !== "oidc") return respondProblem(request, "not-found");
  const redirect = await finishSignIn({
    query,
    cookies: readCookies(request),
    agent: request.headers.get("user-agent"),
    network: readAuditNetwork(request.headers),
  });
  return redirect ? respondSignedIn(request, redirect) : respondProblem(request, "not-found");
});
