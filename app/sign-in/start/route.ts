import { handleForm, readCookies } from "@/app/_http/answer";
import { respondProblem } from "@/app/_http/small-page";
import { runNextAuth } from "@/lib/auth";
import { readAuditNetwork } from "@/lib/http";

/** The sign-in button: on to the identity provider. */
export const POST = handleForm(async (request, form) => {
  const target = form.get("callbackUrl");
  const redirect = await runNextAuth({
    action: "signin",
    // After an account that we do not know the provider must ask again, or it would hand over the same one.
    query: form.has("other") ? { prompt: "login" } : {},
    cookies: readCookies(request),
    callbackUrl: typeof target === "string" ? target : "/devices",
    agent: request.headers.get("user-agent"),
    network: readAuditNetwork(request.headers),
  });
  return redirect ?? respondProblem(request, "not-found");
});
