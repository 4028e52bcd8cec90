import { callbackPath } from "@/app/_http/forms";
import { handleForm } from "@/app/_http/handlers";
import { loadTranslator, readCookies } from "@/app/_http/request";
import { respondProblem } from "@/app/_http/responses";
import { startSignIn } from "@/lib/auth";

/** Starts a sign-in at the identity provider. */
export const POST = handleForm(async (request, form) => {
  const redirect = await startSignIn({
    cookies: readCookies(request),
    path: callbackPath(form),
    // To offer another account, the provider must prompt; by itself it would reuse the same one.
    isPrompted: form.has("other"),
    language: (await loadTranslator(request)).language,
  });
  return redirect ?? respondProblem(request, "not-found");
});
