import { answer, seeOther, signInFirst } from "@/app/_http/answer";
import { addressOf, one } from "@/app/_http/search-params";
import { respondProblem } from "@/app/_http/small-page";
import { viewerOf } from "@/app/_http/viewer-of";
import { deskOf } from "@/lib/auth";
import { cards } from "@/lib/dash";
import { matchDevices } from "@/lib/devices";

/**
 * The link that the partner prints and mails: to the page of the device that it means, where the card leads, or to
 * the form that adds it. It opens and changes nothing, and does not tell whether a unit exists.
 */
export const GET = answer<{ card: string }>(async (request, { card }) => {
  const lead = cards.find((name) => name === card);
  if (!lead) return respondProblem(request, "not-found");
  const viewer = await viewerOf(request);
  if (!viewer) return signInFirst(request);
  if (viewer.kind === "staff") return seeOther(deskOf(viewer));
  if (lead === "all-devices") return seeOther("/devices");

  const given = (name: string) => one(request.nextUrl.searchParams.get(name) ?? undefined) || undefined;
  const [model, serial] = [given("model"), given("serial")];
  const [device, another] = model ? await matchDevices(viewer, model, serial ?? null) : [];
  if (!device) return seeOther(addressOf("/devices/add", { model, serial }));
  if (another && !serial) return seeOther(addressOf("/devices", { q: device.model }));
  return seeOther(addressOf(`/devices/${device.id}`, { card: lead }));
});
