import { seeOther } from "@/app/_http/answer";
import { handleStaffForm } from "@/app/_http/answer-staff";
import { ensureBrowser } from "@/app/_http/browser";
import { readLaunchSettings } from "@/app/_http/settings";
import { respondLeaving, respondProblem } from "@/app/_http/small-page";
import { customerCardPath } from "@/components/support/customer-card-path";
import { openForCustomer } from "@/lib/staff-launches";

type Params = { customerId: string; card: string };

/** Opens a customer's card here, for a reason; without one it goes back to the card's page, which asks again. */
export const POST = handleStaffForm<Params>(
  ["support", "admin"],
  async (request, staff, form, { customerId, card }) => {
    const deviceId = String(form.get("device") ?? "") || null;
    const reason = String(form.get("reason") ?? "");
    const { browserHash, cookie } = ensureBrowser(request);
    const opening = { customerId, deviceId, card, reason, browserHash };
    const opened = await openForCustomer(staff, opening, readLaunchSettings());
    if ("url" in opened) return respondLeaving(request, opened.url, cookie);
    const { refused } = opened;
    if (refused === "not-found") return respondProblem(request, "not-found");
    // The page says that the customer is gone.
    const about = { customerId, card, deviceId };
    if (refused === "gone") return seeOther(customerCardPath(about));
    return seeOther(`${customerCardPath(about, { problem: refused })}#open`);
  },
);
