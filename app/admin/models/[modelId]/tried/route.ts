import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { orUnrecorded } from "@/lib/audit";
import { markTried } from "@/lib/models";
import { routes } from "@/lib/routes";
import { partnerScope } from "@/lib/scope";
import { readModelId } from "../../_form/scope";

/** Notes that an administrator tried the model's links and that they work at Amazon. */
export const POST = handleStaffForm<{ modelId: string }>(["admin"], async (request, viewer, _, params) => {
  const modelId = readModelId(params.modelId);
  const scope = partnerScope(viewer, "catalogue:write");
  if (!scope) return respondProblem(request, "not-found");
  const marked = await orUnrecorded(() => markTried(scope, modelId));
  if (marked.ok) return seeOther(routes.model({ modelId }, { done: "tried" }));
  const [{ code, reference }] = marked.problems;
  return respondProblem(request, code, reference);
});
