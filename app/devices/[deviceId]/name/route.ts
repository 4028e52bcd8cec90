import { handleForm, seeOther } from "@/app/_http/answer";
import { respondProblem } from "@/app/_http/small-page";
import { readViewer } from "@/app/_http/viewer-of";
import { signInFor } from "@/lib/auth";
import { renameDevice } from "@/lib/devices";

/** Gives a device another name, or goes back to its page with what was typed. */
export const POST = handleForm<{ deviceId: string }>(async (request, form, { deviceId }) => {
  const page = `/devices/${encodeURIComponent(deviceId)}`;
  const viewer = await readViewer(request);
  if (!viewer) return seeOther(signInFor(page));
  const name = String(form.get("name") ?? "");
  const renamed = await renameDevice(viewer, deviceId, name);
  if (renamed === "not-found") return respondProblem(request, "not-found");
  if (renamed === "renamed") return seeOther(`${page}?done=renamed`);
  return seeOther(`${page}?${new URLSearchParams({ problem: renamed, name: name.slice(0, 200) })}#keeping`);
});
