import { handleForm, seeOther } from "@/app/_http/answer";
import { readViewer } from "@/app/_http/viewer-of";
import { signInFor } from "@/lib/auth";
import { restoreDevice } from "@/lib/devices";

/** Undo: the device is back, or the list says that it is too late. */
export const POST = handleForm<{ deviceId: string }>(async (request, _form, { deviceId }) => {
  const viewer = await readViewer(request);
  if (!viewer) return seeOther(signInFor("/devices"));
  const restored = await restoreDevice(viewer, deviceId);
  return seeOther(restored ? `/devices/${deviceId}` : "/devices?removed=over");
});
