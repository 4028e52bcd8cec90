import { handleForm } from "@/app/_http/handlers";
import { seeOther } from "@/app/_http/responses";
import { respondSignedOut } from "@/app/_http/sign-out";
import { endSession } from "@/lib/auth";
import { getSessionCookieName } from "@/lib/http";
import { routes } from "@/lib/routes";

/** Ends the session here, then at the identity provider. A failure there doesn't undo the sign-out here. */
export const POST = handleForm(async (request) => {
  const token = request.cookies.get(getSessionCookieName())?.value;
  return token ? respondSignedOut(request, await endSession(token)) : seeOther(routes.welcome());
});
