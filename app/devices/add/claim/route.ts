import { answer, isOwnForm, seeOther } from "@/app/_http/answer";
import { formOf } from "@/app/_http/form-of";
import { addressOf } from "@/app/_http/search-params";
import { respondProblem } from "@/app/_http/small-page";
import { viewerOf } from "@/app/_http/viewer-of";
import { addDevice } from "@/lib/devices";

/** Adds a device, or goes back to the form with what was typed: all but the claim code, which is for no address. */
export const POST = answer(async (request) => {
  if (!isOwnForm(request)) return respondProblem(request, "forbidden");
  const form = await formOf(request);
  const typed = (name: string) => String(form.get(name) ?? "").slice(0, 200);
  const kept = { model: typed("model"), serial: typed("serial") };
  const formAgain = (problem?: Record<string, string>) => addressOf("/devices/add", { ...kept, ...problem });

  const viewer = await viewerOf(request);
  if (!viewer) return seeOther(`/sign-in?callbackUrl=${encodeURIComponent(formAgain())}`);
  const added = await addDevice(viewer, { modelId: kept.model, serial: kept.serial, code: typed("code") });
  if (added.kind === "refused") return seeOther(formAgain({ problem: "refused" }));
  if (added.kind === "limited")
    return seeOther(formAgain({ problem: "limited", minutes: String(Math.ceil(added.seconds / 60)) }));
  return seeOther(`/devices/${added.deviceId}?done=${added.kind}`);
});
