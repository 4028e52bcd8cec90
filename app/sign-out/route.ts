import { answer, isOwnForm, seeOther } from "@/app/_http/answer";
import { respondProblem } from "@/app/_http/small-page";
import { endSession, identityProvider, serialiseCookie, sessionCookie, signOutUrl } from "@/lib/auth";

/** Ends the session here, then at the identity provider; what fails over there does not undo what is done here. */
export const POST = answer(async (request) => {
  if (!isOwnForm(request)) return respondProblem(request, "forbidden");
  const token = request.cookies.get(sessionCookie())?.value;
  const ended = token ? await endSession(token) : null;
  // Who signed in by e-mail is signed in nowhere else; of a session that ran out we no longer know.
  const isElsewhere = token && identityProvider() && !(ended && ended.idToken === null);
  const target = isElsewhere ? await signOutUrl(ended?.idToken ?? null) : "/";
  const response = seeOther(target ?? "/sign-in?error=sign-out");
  response.headers.append("set-cookie", serialiseCookie(sessionCookie(), "", 0));
  return response;
});
