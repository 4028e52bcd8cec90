import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { discardRun } from "@/lib/import";
import { routes } from "@/lib/routes";
import { readId } from "@/lib/scope";
import { returnToRun } from "../return-to-run";

/** Deletes an import that was not applied. A second press confirms the same. */
export const POST = handleStaffForm<{ importId: string }>(["admin"], async (request, viewer, _, params) => {
  const importId = readId(params.importId);
  if (!importId) return respondProblem(request, "not-found");
  const discarded = await discardRun(viewer, importId);
  if (discarded.ok || discarded.problems[0].code === "not-found")
    return seeOther(routes.imports({ done: "discarded" }));
  return returnToRun(request, importId, discarded);
});
