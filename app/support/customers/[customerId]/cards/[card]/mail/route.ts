import { readField } from "@/app/_http/forms";
import { handleStaffForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { readLaunchSettings } from "@/app/settings";
import { env } from "@/lib/env";
import { nameInAddress } from "@/lib/errors";
import { mailLink } from "@/lib/hand-over";
import { routes } from "@/lib/routes";
import { readId } from "@/lib/scope";

type Params = { customerId: string; card: string };

/** Mails the customer the link to their card; the card's page says what was refused. */
export const POST = handleStaffForm<Params>(["support", "admin"], async (request, staff, form, params) => {
  if (!env().SMTP_URL) return respondProblem(request, "not-found");
  const device = readField(form, "device") || null;
  const deviceId = readId(device);
  const back = (query: Record<string, string>) => seeOther(routes.customerCard(params, { device, ...query }));
  if (device && !deviceId) return back({ problem: nameInAddress("not-found") });
  const mailed = await mailLink(staff, { ...params, deviceId }, readLaunchSettings());
  if (mailed.ok) return back({ done: "mailed" });
  const [{ code, reference }] = mailed.problems;
  return code === "unrecorded"
    ? respondProblem(request, code, reference)
    : back({ problem: nameInAddress(code) });
});
