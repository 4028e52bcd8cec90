import { readField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { orUnrecorded } from "@/lib/audit";
import { nameInAddress } from "@/lib/errors";
import { saveSeen, viewModel } from "@/lib/models";
import { routes } from "@/lib/routes";
import { partnerScope } from "@/lib/scope";
import { fitsAddress, readDraft } from "../../_form/draft";
import { readModelForm } from "../../_form/read-form";
import { readModelId } from "../../_form/scope";

/** Saves what the review showed, if the model still is what it was compared with. */
export const POST = handleStaffForm<{ modelId: string }>(["admin"], async (request, viewer, form, params) => {
  const modelId = readModelId(params.modelId);
  const scope = partnerScope(viewer, "catalogue:write");
  const view = scope && (await viewModel(scope, modelId));
  if (!scope || !view) return respondProblem(request, "not-found");
  const text = readField(form, "draft");
  const draft = readDraft(text);
  if (!draft) return seeOther(routes.model({ modelId }));
  const { read } = readModelForm(view, draft);
  // A state that is put back may be longer than an address; then the page makes it again.
  const undo = readField(form, "undo").slice(0, 18);
  const review = fitsAddress(text) ? { draft: text, step: "review" } : { undo };
  if (!read.ok) return seeOther(routes.model({ modelId }, review));
  const saved = await orUnrecorded(() => saveSeen(scope, modelId, read.content, readField(form, "seen")));
  if (saved.ok) return seeOther(routes.model({ modelId }, { done: "saved" }));
  const [{ code, reference }] = saved.problems;
  if (code === "unrecorded") return respondProblem(request, code, reference);
  return seeOther(routes.model({ modelId }, { ...review, problem: nameInAddress(code) }));
});
