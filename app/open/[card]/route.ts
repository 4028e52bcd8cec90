import { handle, signInFirst } from "@/app/_http/handlers";
import { chooseRequestLanguage, firstParam, readViewer } from "@/app/_http/request";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { buildHomePath } from "@/lib/auth";
import { cards } from "@/lib/dash";
import { matchDevices, UnitHint } from "@/lib/devices";
import { env } from "@/lib/env";
import { parseInput } from "@/lib/result";
import { routes } from "@/lib/routes";
import { ownScope } from "@/lib/scope";
import { readAsked } from "./read-asked";

/**
 * Follows a link that the partner prints or mails: to the matching device's page, with the card first, or to
 * the form that adds it. Who is not signed in may go on to Amazon. It opens and changes nothing, and doesn't reveal
 * whether a unit exists.
 */
export const GET = handle<{ card: string }>(async (request, { card }) => {
  const lead = cards.find((name) => name === card);
  if (!lead) return respondProblem(request, "not-found");
  const asked = readAsked((name) => firstParam(request.nextUrl.searchParams.get(name) ?? undefined));
  const { model, serial } = asked;
  const viewer = await readViewer(request);
  if (!viewer) {
    const mayVisit = env().OPEN_WITHOUT_SIGN_IN && model && lead !== "all-devices";
    return mayVisit ? seeOther(routes.openStart({ card }, asked)) : signInFirst(request);
  }
  const scope = ownScope(viewer);
  if (!scope) return seeOther(buildHomePath(viewer));
  if (lead === "all-devices") return seeOther(routes.devices());

  const language = chooseRequestLanguage(request, viewer);
  const hint = parseInput(UnitHint, { modelId: model, serial });
  const [device, another] = hint.ok
    ? await matchDevices(scope, hint.value.modelId, hint.value.serial, language)
    : [];
  if (!device) return seeOther(routes.addDevice({ model, serial }));
  if (another && !serial) return seeOther(routes.devices({ q: device.model }));
  return seeOther(routes.device({ deviceId: device.id }, { card: lead }));
});
