import { readField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { transferDevice } from "@/lib/devices";
import { nameInAddress } from "@/lib/errors";
import { routes } from "@/lib/routes";
import { partnerScope, readId, scopeFor } from "@/lib/scope";

type Params = { customerId: string; deviceId: string };

/** Moves a device to another customer. If it cannot be moved any more, its page says why. */
export const POST = handleStaffForm<Params>(["admin"], async (request, staff, form, params) => {
  const [from, deviceId] = [scopeFor(staff, params.customerId), readId(params.deviceId)];
  const scope = partnerScope(staff, "devices:write");
  const to = readId(readField(form, "to"));
  if (!scope || !from || !deviceId || !to) return respondProblem(request, "not-found");
  const moved = await transferDevice(scope, from, deviceId, to);
  if (moved.ok) return seeOther(routes.customer(params, { done: "transfer" }));
  const [{ code, reference }] = moved.problems;
  if (code === "unrecorded") return respondProblem(request, code, reference);
  return seeOther(routes.askTransfer(params, { problem: nameInAddress(code) }));
});
