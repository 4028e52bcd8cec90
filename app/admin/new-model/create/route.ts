import { readField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { orUnrecorded } from "@/lib/audit";
import { nameInAddress, type ProblemCode } from "@/lib/errors";
import { ModelContent, ModelId, saveSeen } from "@/lib/models";
import { routes } from "@/lib/routes";
import { partnerScope } from "@/lib/scope";

/** Creates a model with a name; everything else is filled in on its page. */
export const POST = handleStaffForm(["admin"], async (request, viewer, form) => {
  const scope = partnerScope(viewer, "catalogue:write");
  if (!scope) return respondProblem(request, "not-found");
  const [id, name] = ["id", "name"].map((field) => readField(form, field).trim().slice(0, 300)) as [
    string,
    string,
  ];
  const returnWith = (code: ProblemCode) =>
    seeOther(routes.newModel({ id, name, problem: nameInAddress(code) }));
  if (!ModelId.safeParse(id).success) return returnWith("model-id-malformed");
  const content = ModelContent.safeParse({ name });
  if (!content.success) return returnWith("model-name-malformed");
  const saved = await orUnrecorded(() => saveSeen(scope, id, content.data, null));
  if (saved.ok) return seeOther(routes.model({ modelId: id }, { done: "made" }));
  const [{ code, reference }] = saved.problems;
  return code === "unrecorded" ? respondProblem(request, code, reference) : returnWith("model-exists");
});
