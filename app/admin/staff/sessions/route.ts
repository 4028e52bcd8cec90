import { readField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { respondSignedOut } from "@/app/_http/sign-out";
import { routes } from "@/lib/routes";
import { readId } from "@/lib/scope";
import { endSessionsOf } from "@/lib/staff";

/** Ends all sessions of a staff member; viewers who end their own are signed out here, too. */
export const POST = handleStaffForm(["admin"], async (request, viewer, form) => {
  const staffId = readId(readField(form, "staff"));
  if (!staffId) return respondProblem(request, "not-found");
  const ended = await endSessionsOf(viewer, staffId);
  if (!ended.ok) {
    const [{ code, reference }] = ended.problems;
    return respondProblem(request, code, reference);
  }
  return staffId === viewer.id
    ? respondSignedOut(request, ended.value)
    : seeOther(routes.staff({ done: "ended" }));
});
