import { seeOther } from "@/app/_http/answer";
import { handleStaffForm } from "@/app/_http/answer-staff";
import { readLaunchSettings } from "@/app/_http/settings";
import { respondProblem } from "@/app/_http/small-page";
import { customerCardPath } from "@/components/support/customer-card-path";
import { env } from "@/lib/env";
import { mailLink } from "@/lib/hand-over";

type Params = { customerId: string; card: string };

/** Mails the customer the way to their card; what was refused, the card's page says. */
export const POST = handleStaffForm<Params>(["support", "admin"], async (request, staff, form, params) => {
  if (!env().SMTP_URL) return respondProblem(request, "not-found");
  const card = { ...params, deviceId: String(form.get("device") ?? "") || null };
  const came = await mailLink(staff, card, readLaunchSettings());
  return seeOther(customerCardPath(card, came === "mailed" ? { done: came } : { problem: came }));
});
