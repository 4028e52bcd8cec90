import { answer, isOwnForm, seeOther } from "@/app/_http/answer";
import { respondProblem } from "@/app/_http/small-page";
import { viewerOf } from "@/app/_http/viewer-of";
import { restoreDevice } from "@/lib/devices";

/** Undo: the device is back, or the list says that it is too late. */
export const POST = answer<{ deviceId: string }>(async (request, { deviceId }) => {
  if (!isOwnForm(request)) return respondProblem(request, "forbidden");
  const viewer = await viewerOf(request);
  if (!viewer) return seeOther("/sign-in?callbackUrl=%2Fdevices");
  const restored = await restoreDevice(viewer, deviceId);
  return seeOther(restored ? `/devices/${deviceId}` : "/devices?removed=over");
});
