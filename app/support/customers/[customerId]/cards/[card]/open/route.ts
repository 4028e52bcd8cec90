import { readField, readVendor } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { ensureBrowser } from "@/app/_http/request";
import { respondLeaving, respondProblem, seeOther } from "@/app/_http/responses";
import { readLaunchSettings } from "@/app/settings";
import { nameInAddress } from "@/lib/errors";
import { Reason, reasonCodes } from "@/lib/names";
import { parseInput } from "@/lib/result";
import { routes } from "@/lib/routes";
import { readId } from "@/lib/scope";
import { openForCustomer } from "@/lib/staff-launches";

type Params = { customerId: string; card: string };

/** Opens a customer's card in this browser. Without a valid reason, the card's page asks again. */
export const POST = handleStaffForm<Params>(["support", "admin"], async (request, staff, form, params) => {
  const device = readField(form, "device") || null;
  const vendorCode = readVendor(form);
  const deviceId = readId(device);
  if (device && !deviceId) return respondProblem(request, "not-found");
  const reason = parseInput(Reason, readField(form, "reason"), reasonCodes);
  const { browserHash, cookie } = ensureBrowser(request);
  const opening = { ...params, deviceId, vendorCode, reason, browserHash };
  const opened = await openForCustomer(staff, opening, readLaunchSettings());
  if (opened.ok) return respondLeaving(request, opened.value.url, cookie);
  const query = { device, vendor: vendorCode };
  const [{ code, reference }] = opened.problems;
  if (code === "not-found" || code === "unrecorded") return respondProblem(request, code, reference);
  // The card's page says that the customer is gone.
  if (code === "customer-gone") return seeOther(routes.customerCard(params, query));
  return seeOther(routes.customerCard(params, { ...query, problem: nameInAddress(code) }, "open"));
});
