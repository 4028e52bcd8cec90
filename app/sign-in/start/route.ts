import { handleForm } from "@/app/_http/handlers";
import { readCookies } from "@/app/_http/request";
import { respondProblem } from "@/app/_http/responses";
import { runNextAuth } from "@/lib/auth";
import { readAuditNetwork } from "@/lib/http";
import { routes } from "@/lib/routes";

/** Starts a sign-in at the identity provider. */
export const POST = handleForm(async (request, form) => {
  const target = form.get("callbackUrl");
  const redirect = await runNextAuth({
    action: "signin",
    // To offer another account, the provider must prompt; by itself it would reuse the same one.
    query: form.has("other") ? { prompt: "login" } : {},
    cookies: readCookies(request),
    callbackUrl: typeof target === "string" ? target : routes.devices(),
    agent: request.headers.get("user-agent"),
    network: readAuditNetwork(request.headers),
  });
  return redirect ?? respondProblem(request, "not-found");
});
