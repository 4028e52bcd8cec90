import { readField } from "@/app/_http/forms";
import { handleForm } from "@/app/_http/handlers";
import { chooseRequestLanguage, readViewer, writeMinutes } from "@/app/_http/request";
import { seeOther } from "@/app/_http/responses";
import { Claim, claimDevice } from "@/lib/devices";
import { nameInAddress } from "@/lib/errors";
import { readNetworks } from "@/lib/http";
import { parseInput, refuse } from "@/lib/result";
import { buildSignInPath, type Query, routes } from "@/lib/routes";
import { ownScope } from "@/lib/scope";

/** Adds a device, or returns to the form with the input minus the claim code, which must not be in a URL. */
export const POST = handleForm(async (request, form) => {
  const [model, serial, code] = ["model", "serial", "code"].map((name) =>
    readField(form, name).slice(0, 200),
  );
  const buildForm = (problem?: Query) => routes.addDevice({ model, serial, ...problem });

  const viewer = await readViewer(request);
  if (!viewer) return seeOther(buildSignInPath(buildForm()));
  const scope = ownScope(viewer);
  const claim = parseInput(Claim, { modelId: model, serial, code });
  const language = chooseRequestLanguage(request, viewer);
  const { network } = readNetworks(request.headers);
  const claimed =
    scope && claim.ok ? await claimDevice(scope, claim.value, network, language) : refuse("claim-refused");
  if (!claimed.ok) {
    const [problem] = claimed.problems;
    const minutes = problem.code === "limited" ? writeMinutes(problem.seconds) : null;
    return seeOther(buildForm({ problem: nameInAddress(problem.code), minutes }));
  }
  const { deviceId, isNew } = claimed.value;
  return seeOther(routes.device({ deviceId }, { done: isNew ? "added" : "mine" }));
});
