import { handleForm, seeOther } from "@/app/_http/answer";
import { respondProblem } from "@/app/_http/small-page";
import { readViewer } from "@/app/_http/viewer-of";
import { signInFor } from "@/lib/auth";
import { removeDevice } from "@/lib/devices";

/** The confirmed removal; the list offers to undo it. */
export const POST = handleForm<{ deviceId: string }>(async (request, _form, { deviceId }) => {
  const viewer = await readViewer(request);
  if (!viewer) return seeOther(signInFor("/devices"));
  const removed = await removeDevice(viewer, deviceId);
  return removed ? seeOther(`/devices?removed=${deviceId}`) : respondProblem(request, "not-found");
});
