import { handleForm } from "@/app/_http/handlers";
import { readViewer } from "@/app/_http/request";
import { seeOther } from "@/app/_http/responses";
import { restoreDevice } from "@/lib/devices";
import { nameInAddress } from "@/lib/errors";
import { buildSignInPath, routes } from "@/lib/routes";
import { ownScope, readId } from "@/lib/scope";

/** Restores a removed device, or returns to the list with a note that it's too late. */
export const POST = handleForm<{ deviceId: string }>(async (request, _form, parameters) => {
  const viewer = await readViewer(request);
  if (!viewer) return seeOther(buildSignInPath(routes.devices()));
  const [scope, deviceId] = [ownScope(viewer), readId(parameters.deviceId)];
  const over = seeOther(routes.devices({ removed: nameInAddress("undo-over") }));
  if (!scope || !deviceId) return over;
  const restored = await restoreDevice(scope, deviceId);
  return restored.ok ? seeOther(routes.device({ deviceId })) : over;
});
