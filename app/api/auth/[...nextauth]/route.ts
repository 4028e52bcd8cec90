import { answer, cookiesOf, seeOther } from "@/app/_http/answer";
import { respondProblem, respondSignedIn } from "@/app/_http/small-page";
import { auditNetworkOf, runNextAuth, signInFor } from "@/lib/auth";

/** Where the identity provider sends people back to. Sign-in starts at /sign-in, not at next-auth's own pages. */
export const GET = answer<{ nextauth: string[] }>(async (request, { nextauth }) => {
  const [action, provider] = nextauth;
  const query = Object.fromEntries(request.nextUrl.searchParams);
  if (action === "signin") {
    return seeOther(signInFor(query.callbackUrl ?? "/devices"));
  }
  if (action !== "callback" || provider !== "oidc") return respondProblem(request, "not-found");
  const redirect = await runNextAuth({
    action,
    query,
    cookies: cookiesOf(request),
    agent: request.headers.get("user-agent"),
    network: auditNetworkOf(request.headers),
  });
  return redirect ? respondSignedIn(request, redirect) : respondProblem(request, "not-found");
});
