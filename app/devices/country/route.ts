import { readField } from "@/app/_http/forms";
import { handleForm } from "@/app/_http/handlers";
import { readViewer } from "@/app/_http/request";
import { seeOther } from "@/app/_http/responses";
import { Country, setCountry } from "@/lib/customers";
import { nameInAddress } from "@/lib/errors";
import { parseInput } from "@/lib/result";
import { buildSignInPath, type Query, routes } from "@/lib/routes";
import { ownScope, readId } from "@/lib/scope";

/** Saves the country of the customer's Amazon account and returns to the page that asked. */
export const POST = handleForm(async (request, form) => {
  const viewer = await readViewer(request);
  if (!viewer) return seeOther(buildSignInPath(routes.devices()));
  const scope = ownScope(viewer);
  const country = parseInput(Country, readField(form, "country"));
  const isSaved = scope !== null && country.ok;
  if (isSaved) await setCountry(scope, country.value);
  const problem: Query = { country: isSaved ? null : nameInAddress("country-malformed") };
  if (form.get("page") === "account")
    return seeOther(routes.account(isSaved ? { done: "country" } : problem));
  const deviceId = readId(readField(form, "device"));
  return seeOther(deviceId ? routes.device({ deviceId }, problem) : routes.devices(problem));
});
