import { answerForm, seeOther } from "@/app/_http/answer";
import { viewerOf } from "@/app/_http/viewer-of";
import { signInFor } from "@/lib/auth";
import { restoreDevice } from "@/lib/devices";

/** Undo: the device is back, or the list says that it is too late. */
export const POST = answerForm<{ deviceId: string }>(async (request, _form, { deviceId }) => {
  const viewer = await viewerOf(request);
  if (!viewer) return seeOther(signInFor("/devices"));
  const restored = await restoreDevice(viewer, deviceId);
  return seeOther(restored ? `/devices/${deviceId}` : "/devices?removed=over");
});
