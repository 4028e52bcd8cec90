import { answer, isOwnForm, seeOther } from "@/app/_http/answer";
import { respondSignedOut } from "@/app/_http/signed-out";
import { respondProblem } from "@/app/_http/small-page";
import { endSession, sessionCookie } from "@/lib/auth";

/** Ends the session here, then at the identity provider; what fails over there does not undo what is done here. */
export const POST = answer(async (request) => {
  if (!isOwnForm(request)) return respondProblem(request, "forbidden");
  const token = request.cookies.get(sessionCookie())?.value;
  return token ? respondSignedOut(await endSession(token)) : seeOther("/");
});
