import { readField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { nameInAddress } from "@/lib/errors";
import { addPicture, findState, viewModel } from "@/lib/models";
import { routes } from "@/lib/routes";
import { type PartnerScope, partnerScope } from "@/lib/scope";
import { compareFields, fitsAddress, writeDraft } from "../../_form/draft";
import { changeSlots, readPosted } from "../../_form/read-posted";
import { readModelId } from "../../_form/scope";
import { writeFields } from "../../_form/write-fields";

type Params = { modelId: string };

/**
 * Takes the form of a model and shows it again, with what was typed: checked and compared for the review, with
 * another preview, or with a slot more, less or moved. It saves nothing but a picture.
 */
export const POST = handleStaffForm<Params>(["admin"], async (request, viewer, form, params) => {
  const modelId = readModelId(params.modelId);
  const scope = partnerScope(viewer, "catalogue:write");
  const view = scope && (await viewModel(scope, modelId));
  if (!scope || !view) return respondProblem(request, "not-found");
  const wish = readField(form, "do").slice(0, 40);
  const { fields, key } = changeSlots(readPosted(form), wish);
  const picture = await readPicture(scope, form, fields.picture ?? "");
  const seen = readField(form, "seen").slice(0, 22);
  const base = (await findState(scope, modelId, seen)) ?? view.model;
  const draft = writeDraft(compareFields(seen, writeFields(base), { ...fields, picture: picture.hash }));
  if (!fitsAddress(draft)) return respondProblem(request, "draft-long");
  const query = {
    draft,
    step: wish === "review" && !picture.problem ? "review" : null,
    problem: picture.problem,
    country: readField(form, "preview.country").slice(0, 2) || null,
    language: readField(form, "preview.language").slice(0, 8) || null,
  };
  const place = picture.problem
    ? "picture"
    : wish === "preview"
      ? "preview"
      : key
        ? `slot.${key}`
        : undefined;
  const isSlots = wish === "add" || wish.includes(":");
  return seeOther(routes.model({ modelId }, query, place ?? (isSlots ? "slots" : undefined)));
});

/** Stores an uploaded picture. @returns the hash of the picture to show, or the problem of the upload */
async function readPicture(scope: PartnerScope<"catalogue:write">, form: FormData, current: string) {
  const file = form.get("upload");
  if (!(file instanceof File) || file.size === 0)
    return { hash: form.get("no-picture") === null ? current : "", problem: null };
  const stored = await addPicture(scope, Buffer.from(await file.arrayBuffer()));
  return stored.ok
    ? { hash: stored.value, problem: null }
    : { hash: current, problem: nameInAddress(stored.problems[0].code) };
}
