import { handleForm, seeOther } from "@/app/_http/answer";
import { writeMinutes } from "@/app/_http/minutes";
import { withQuery } from "@/app/_http/search-params";
import { readViewer } from "@/app/_http/viewer-of";
import { signInFor } from "@/lib/auth";
import { addDevice } from "@/lib/devices";

/** Adds a device, or goes back to the form with what was typed: all but the claim code, which is for no address. */
export const POST = handleForm(async (request, form) => {
  const typed = (name: string) => String(form.get(name) ?? "").slice(0, 200);
  const kept = { model: typed("model"), serial: typed("serial") };
  const formAgain = (problem?: Record<string, string>) => withQuery("/devices/add", { ...kept, ...problem });

  const viewer = await readViewer(request);
  if (!viewer) return seeOther(signInFor(formAgain()));
  const added = await addDevice(viewer, { modelId: kept.model, serial: kept.serial, code: typed("code") });
  if (added.kind === "refused") return seeOther(formAgain({ problem: "refused" }));
  if (added.kind === "limited")
    return seeOther(formAgain({ problem: "limited", minutes: writeMinutes(added.seconds) }));
  return seeOther(`/devices/${added.deviceId}?done=${added.kind}`);
});
