import { readField } from "@/app/_http/forms";
import { handleAccountForm } from "@/app/_http/handlers";
import { readBrowser } from "@/app/_http/request";
import { seeOther } from "@/app/_http/responses";
import { changeEmail } from "@/lib/customers";
import { env } from "@/lib/env";
import { nameInAddress } from "@/lib/errors";
import { routes } from "@/lib/routes";

/**
 * Changes the e-mail address if the code is correct. Requesting the code already required a fresh sign-in;
 * this doesn't, because the e-mail may take minutes.
 */
export const POST = handleAccountForm(async (viewer, form, request) => {
  const { NEXTAUTH_SECRET } = env();
  const typed = readField(form, "code");
  const changed = await changeEmail(viewer, typed, readBrowser(request), NEXTAUTH_SECRET);
  if (changed.ok) return seeOther(routes.account({ done: "email" }));
  const [{ code }] = changed.problems;
  const page = code === "email-taken" ? routes.email : routes.emailCode;
  return seeOther(page({ problem: nameInAddress(code) }));
});
