import { readField } from "@/app/_http/forms";
import { handleForm } from "@/app/_http/handlers";
import { readViewer } from "@/app/_http/request";
import { seeOther } from "@/app/_http/responses";
import { Country, setCountry } from "@/lib/customers";
import { nameInAddress } from "@/lib/errors";
import { parseInput } from "@/lib/result";
import { buildSignInPath, routes } from "@/lib/routes";
import { ownScope, readId } from "@/lib/scope";

/** Saves the country of the customer's Amazon account and returns to the page that led to the question. */
export const POST = handleForm(async (request, form) => {
  const viewer = await readViewer(request);
  if (!viewer) return seeOther(buildSignInPath(routes.devices()));
  const scope = ownScope(viewer);
  const country = parseInput(Country, readField(form, "country"));
  const deviceId = readId(readField(form, "device"));
  const page = readField(form, "page") === "account" ? "account" : null;
  if (!scope || !country.ok)
    return seeOther(
      routes.askCountry({ device: deviceId, page, problem: nameInAddress("country-malformed") }),
    );
  await setCountry(scope, country.value);
  if (page) return seeOther(routes.account({ done: "country" }));
  return seeOther(deviceId ? routes.device({ deviceId }) : routes.devices());
});
