import { handleForm } from "@/app/_http/handlers";
import { readViewer } from "@/app/_http/request";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { removeDevice } from "@/lib/devices";
import { buildSignInPath, routes } from "@/lib/routes";
import { ownScope, readId } from "@/lib/scope";

/** Removes a device after confirmation; the list then offers to undo it. */
export const POST = handleForm<{ deviceId: string }>(async (request, _form, parameters) => {
  const viewer = await readViewer(request);
  if (!viewer) return seeOther(buildSignInPath(routes.devices()));
  const [scope, deviceId] = [ownScope(viewer), readId(parameters.deviceId)];
  if (!scope || !deviceId) return respondProblem(request, "not-found");
  const removed = await removeDevice(scope, deviceId);
  if (!removed.ok) return respondProblem(request, removed.problems[0].code);
  return seeOther(routes.devices({ removed: deviceId }));
});
