import { handle, seeOther, signInFirst } from "@/app/_http/answer";
import { firstParam, withQuery } from "@/app/_http/search-params";
import { respondProblem } from "@/app/_http/small-page";
import { readViewer } from "@/app/_http/viewer-of";
import { homePath } from "@/lib/auth";
import { cards } from "@/lib/dash";
import { matchDevices } from "@/lib/devices";

/**
 * The link that the partner prints and mails: to the page of the device that it means, where the card leads, or to
 * the form that adds it. It opens and changes nothing, and does not tell whether a unit exists.
 */
export const GET = handle<{ card: string }>(async (request, { card }) => {
  const lead = cards.find((name) => name === card);
  if (!lead) return respondProblem(request, "not-found");
  const viewer = await readViewer(request);
  if (!viewer) return signInFirst(request);
  if (viewer.kind === "staff") return seeOther(homePath(viewer));
  if (lead === "all-devices") return seeOther("/devices");

  const given = (name: string) =>
    firstParam(request.nextUrl.searchParams.get(name) ?? undefined) || undefined;
  const [model, serial] = [given("model"), given("serial")];
  const [device, another] = model ? await matchDevices(viewer, model, serial ?? null) : [];
  if (!device) return seeOther(withQuery("/devices/add", { model, serial }));
  if (another && !serial) return seeOther(withQuery("/devices", { q: device.model }));
  return seeOther(withQuery(`/devices/${device.id}`, { card: lead }));
});
