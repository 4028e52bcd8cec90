import { handle, readCookies, seeOther } from "@/app/_http/answer";
import { respondProblem, respondSignedIn } from "@/app/_http/small-page";
import { runNextAuth, signInFor } from "@/lib/auth";
import { readAuditNetwork } from "@/lib/http";

/** Where the identity provider sends people back to. Sign-in starts at /sign-in, not at next-auth's own pages. */
export const GET = handle<{ nextauth: string[] }>(async (request, { nextauth }) => {
  const [action, provider] = nextauth;
  const query = Object.fromEntries(request.nextUrl.searchParams);
  if (action === "signin") {
    return seeOther(signInFor(query.callbackUrl ?? "/devices"));
  }
  if (action !== "callback" || provider !== "oidc") return respondProblem(request, "not-found");
  const redirect = await runNextAuth({
    action,
    query,
    cookies: readCookies(request),
    agent: request.headers.get("user-agent"),
    network: readAuditNetwork(request.headers),
  });
  return redirect ? respondSignedIn(request, redirect) : respondProblem(request, "not-found");
});
