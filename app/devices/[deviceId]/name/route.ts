import { answer, isOwnForm, seeOther } from "@/app/_http/answer";
import { formOf } from "@/app/_http/form-of";
import { respondProblem } from "@/app/_http/small-page";
import { viewerOf } from "@/app/_http/viewer-of";
import { renameDevice } from "@/lib/devices";

/** Gives a device another name, or goes back to its page with what was typed. */
export const POST = answer<{ deviceId: string }>(async (request, { deviceId }) => {
  if (!isOwnForm(request)) return respondProblem(request, "forbidden");
  const page = `/devices/${encodeURIComponent(deviceId)}`;
  const viewer = await viewerOf(request);
  if (!viewer) return seeOther(`/sign-in?callbackUrl=${encodeURIComponent(page)}`);
  const form = await formOf(request);
  const name = String(form.get("name") ?? "");
  const renamed = await renameDevice(viewer, deviceId, name);
  if (renamed === "not-found") return respondProblem(request, "not-found");
  if (renamed === "renamed") return seeOther(`${page}?done=renamed`);
  return seeOther(`${page}?${new URLSearchParams({ problem: renamed, name: name.slice(0, 200) })}#keeping`);
});
