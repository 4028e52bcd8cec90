import { readField, readVendor } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { readLaunchSettings } from "@/app/settings";
import { env } from "@/lib/env";
import { nameInAddress } from "@/lib/errors";
import { mailLink } from "@/lib/hand-over";
import { routes } from "@/lib/routes";
import { readId } from "@/lib/scope";

type Params = { customerId: string; card: string };

/** Mails the customer a link to their card; the card's page shows any error. */
export const POST = handleStaffForm<Params>(["support", "admin"], async (request, staff, form, params) => {
  if (!env().SMTP_URL) return respondProblem(request, "not-found");
  const device = readField(form, "device") || null;
  const vendorCode = readVendor(form);
  const deviceId = readId(device);
  const redirectToCard = (query: Record<string, string>) =>
    seeOther(routes.customerCard(params, { device, vendor: vendorCode, ...query }));
  if (device && !deviceId) return redirectToCard({ problem: nameInAddress("not-found") });
  const mailed = await mailLink(staff, { ...params, deviceId, vendorCode }, readLaunchSettings());
  if (mailed.ok) return redirectToCard({ done: "mailed" });
  const [{ code, reference }] = mailed.problems;
  return code === "unrecorded"
    ? respondProblem(request, code, reference)
    : redirectToCard({ problem: nameInAddress(code) });
});
