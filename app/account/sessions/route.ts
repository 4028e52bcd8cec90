import { seeOther } from "@/app/_http/answer";
import { respondSignedOut } from "@/app/_http/signed-out";
import { endAllSessions, endOwnSession } from "@/lib/auth";
import { handleAccountForm } from "../answer-account-form";

/** Signs out one browser, or all of them and so this one, too. */
export const POST = handleAccountForm(async (viewer, form) => {
  if (form.get("session") === "all") return respondSignedOut({ idToken: await endAllSessions(viewer) });
  await endOwnSession(viewer, String(form.get("session") ?? ""));
  return seeOther("/account?done=session");
});
