import { handle, signInFirst } from "@/app/_http/handlers";
import { chooseRequestLanguage, firstParam, readViewer } from "@/app/_http/request";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { buildHomePath } from "@/lib/auth";
import { cards } from "@/lib/dash";
import { matchDevices, UnitHint } from "@/lib/devices";
import { parseInput } from "@/lib/result";
import { routes } from "@/lib/routes";
import { ownScope } from "@/lib/scope";

/**
 * Follows a link that the partner prints or mails: to the matching device's page, with the card first, or to
 * the form that adds it. It opens and changes nothing, and doesn't reveal whether a unit exists.
 */
export const GET = handle<{ card: string }>(async (request, { card }) => {
  const lead = cards.find((name) => name === card);
  if (!lead) return respondProblem(request, "not-found");
  const viewer = await readViewer(request);
  if (!viewer) return signInFirst(request);
  const scope = ownScope(viewer);
  if (!scope) return seeOther(buildHomePath(viewer));
  if (lead === "all-devices") return seeOther(routes.devices());

  const readGiven = (name: string) => firstParam(request.nextUrl.searchParams.get(name) ?? undefined) || null;
  const [model, serial] = [readGiven("model"), readGiven("serial")];
  const language = chooseRequestLanguage(request, viewer);
  const hint = parseInput(UnitHint, { modelId: model, serial });
  const [device, another] = hint.ok
    ? await matchDevices(scope, hint.value.modelId, hint.value.serial, language)
    : [];
  if (!device) return seeOther(routes.addDevice({ model, serial }));
  if (another && !serial) return seeOther(routes.devices({ q: device.model }));
  return seeOther(routes.device({ deviceId: device.id }, { card: lead }));
});
