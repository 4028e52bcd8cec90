import { readField } from "@/app/_http/forms";
import { handleForm } from "@/app/_http/handlers";
import { readViewer } from "@/app/_http/request";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { renameDevice } from "@/lib/devices";
import { nameInAddress } from "@/lib/errors";
import { Name } from "@/lib/names";
import { parseInput } from "@/lib/result";
import { buildSignInPath, routes } from "@/lib/routes";
import { ownScope, readId } from "@/lib/scope";

/** Renames a device, or returns to its page with the rejected name. */
export const POST = handleForm<{ deviceId: string }>(async (request, form, parameters) => {
  const viewer = await readViewer(request);
  if (!viewer) return seeOther(buildSignInPath(routes.device(parameters)));
  const [scope, deviceId] = [ownScope(viewer), readId(parameters.deviceId)];
  if (!scope || !deviceId) return respondProblem(request, "not-found");
  const typed = readField(form, "name");
  const name = parseInput(Name, typed);
  if (!name.ok) {
    const problem = nameInAddress(name.problems[0].code);
    return seeOther(routes.device({ deviceId }, { problem, name: typed.slice(0, 200) }, "keeping"));
  }
  const renamed = await renameDevice(scope, deviceId, name.value);
  if (!renamed.ok) return respondProblem(request, renamed.problems[0].code);
  return seeOther(routes.device({ deviceId }, { done: "renamed" }));
});
