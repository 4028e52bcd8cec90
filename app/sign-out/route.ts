import { handleForm, seeOther } from "@/app/_http/answer";
import { respondSignedOut } from "@/app/_http/signed-out";
import { endSession } from "@/lib/auth";
import { getSessionCookieName } from "@/lib/http";

/** Ends the session here, then at the identity provider; what fails over there does not undo what is done here. */
export const POST = handleForm(async (request) => {
  const token = request.cookies.get(getSessionCookieName())?.value;
  return token ? respondSignedOut(await endSession(token)) : seeOther("/");
});
