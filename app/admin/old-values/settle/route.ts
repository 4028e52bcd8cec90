import { readField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { settleFault } from "@/lib/faults";
import { routes } from "@/lib/routes";
import { readId } from "@/lib/scope";

/** Removes a value that an upgrade set aside. A second press confirms the same. */
export const POST = handleStaffForm(["admin"], async (request, viewer, form) => {
  const faultId = readId(readField(form, "fault"));
  if (!faultId) return respondProblem(request, "not-found");
  const settled = await settleFault(viewer, faultId);
  if (settled.ok || settled.problems[0].code === "not-found")
    return seeOther(routes.oldValues({ done: "settled" }));
  const [{ code, reference }] = settled.problems;
  return respondProblem(request, code, reference);
});
