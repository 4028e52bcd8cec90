import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { orUnrecorded } from "@/lib/audit";
import { deleteModel } from "@/lib/models";
import { routes } from "@/lib/routes";
import { partnerScope } from "@/lib/scope";
import { readModelId } from "../../_form/scope";

/** Deletes a model that nothing uses. */
export const POST = handleStaffForm<{ modelId: string }>(["admin"], async (request, viewer, _, params) => {
  const modelId = readModelId(params.modelId);
  const scope = partnerScope(viewer, "catalogue:write");
  if (!scope) return respondProblem(request, "not-found");
  const deleted = await orUnrecorded(() => deleteModel(scope, modelId));
  if (deleted.ok) return seeOther(routes.models({ done: "deleted" }));
  const [{ code, reference }] = deleted.problems;
  if (code === "not-found" || code === "unrecorded") return respondProblem(request, code, reference);
  // The page says what uses it, and how many there are now.
  return seeOther(routes.askModelDeletion({ modelId }));
});
