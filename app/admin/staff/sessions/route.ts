import { seeOther } from "@/app/_http/answer";
import { handleStaffForm } from "@/app/_http/answer-staff";
import { respondSignedOut } from "@/app/_http/signed-out";
import { respondProblem } from "@/app/_http/small-page";
import { endSessionsOf } from "@/lib/staff";

/** Ends all sessions of a member of staff; of the viewer too, if it is them. */
export const POST = handleStaffForm(["admin"], async (request, viewer, form) => {
  const staffId = String(form.get("staff") ?? "");
  const ended = await endSessionsOf(viewer, staffId);
  if (!ended) return respondProblem(request, "not-found");
  return staffId === viewer.id ? respondSignedOut(ended) : seeOther("/admin/staff?done=ended");
});
