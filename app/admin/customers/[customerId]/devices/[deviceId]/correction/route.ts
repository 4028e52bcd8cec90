import { readField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { correctModel, findOwnUnit, ModelId } from "@/lib/devices";
import { nameInAddress } from "@/lib/errors";
import { refuse } from "@/lib/result";
import { routes } from "@/lib/routes";
import { partnerScope, readId, scopeFor } from "@/lib/scope";

type Params = { customerId: string; deviceId: string };

/** Registers a device under the right model. If it cannot be any more, its page says why. */
export const POST = handleStaffForm<Params>(["admin"], async (request, staff, form, params) => {
  const [own, id] = [scopeFor(staff, params.customerId), readId(params.deviceId)];
  const scope = partnerScope(staff, "devices:write");
  if (!scope || !own || !id) return respondProblem(request, "not-found");
  const unit = await findOwnUnit(own, id);
  const corrected = unit
    ? await correctModel(scope, { ...unit, id }, ModelId.parse(readField(form, "model")))
    : refuse("device-gone");
  if (corrected.ok) return seeOther(routes.customer(params, { done: "model" }));
  const [{ code, reference }] = corrected.problems;
  if (code === "unrecorded") return respondProblem(request, code, reference);
  return seeOther(
    routes.askCorrection(params, {
      problem: nameInAddress(code === "serial-conflict" ? "device-gone" : code),
    }),
  );
});
