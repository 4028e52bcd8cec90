import { answerForm, seeOther } from "@/app/_http/answer";
import { respondSignedOut } from "@/app/_http/signed-out";
import { endSession, sessionCookie } from "@/lib/auth";

/** Ends the session here, then at the identity provider; what fails over there does not undo what is done here. */
export const POST = answerForm(async (request) => {
  const token = request.cookies.get(sessionCookie())?.value;
  return token ? respondSignedOut(await endSession(token)) : seeOther("/");
});
