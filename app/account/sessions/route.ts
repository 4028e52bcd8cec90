import { readField } from "@/app/_http/forms";
import { handleAccountForm } from "@/app/_http/handlers";
import { seeOther } from "@/app/_http/responses";
import { respondSignedOut } from "@/app/_http/sign-out";
import { endAllSessions, endOwnSession } from "@/lib/auth";
import { routes } from "@/lib/routes";
import { readId } from "@/lib/scope";

/** Signs out one browser, or all of them including this one. */
export const POST = handleAccountForm(
  async (viewer, form, request) => {
    const session = readField(form, "session");
    if (session === "all") return respondSignedOut(request, { idToken: await endAllSessions(viewer) });
    const id = readId(session);
    if (id) await endOwnSession(viewer, id);
    return seeOther(routes.account({ done: "session" }));
  },
  () => routes.account({ done: "fresh" }),
);
