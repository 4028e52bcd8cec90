import { answer, isOwnForm, seeOther } from "@/app/_http/answer";
import { respondProblem } from "@/app/_http/small-page";
import { viewerOf } from "@/app/_http/viewer-of";
import { removeDevice } from "@/lib/devices";

/** The confirmed removal; the list offers to undo it. */
export const POST = answer<{ deviceId: string }>(async (request, { deviceId }) => {
  if (!isOwnForm(request)) return respondProblem(request, "forbidden");
  const viewer = await viewerOf(request);
  if (!viewer) return seeOther("/sign-in?callbackUrl=%2Fdevices");
  const removed = await removeDevice(viewer, deviceId);
  return removed ? seeOther(`/devices?removed=${deviceId}`) : respondProblem(request, "not-found");
});
