import { mailCode, readField } from "@/app/_http/forms";
import { handleAccountForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { Email, findEmail } from "@/lib/customers";
import { env } from "@/lib/env";
import { nameInAddress } from "@/lib/errors";
import { parseInput } from "@/lib/result";
import { routes } from "@/lib/routes";
import { ownScope } from "@/lib/scope";

/** Mails a code to the viewer's new address. The response doesn't reveal whether it's already taken. */
export const POST = handleAccountForm(async (viewer, form, request) => {
  if (!env().SMTP_URL) return respondProblem(request, "not-found");
  const scope = ownScope(viewer);
  const email = parseInput(Email, readField(form, "email"));
  if (!email.ok) return seeOther(routes.email({ problem: nameInAddress(email.problems[0].code) }));
  if (email.value === (await findEmail(scope)))
    return seeOther(routes.email({ problem: nameInAddress("email-unchanged") }));
  const { customerId } = scope;
  const code = { purpose: "change-email", email: email.value, customerId } as const;
  const isAgain = form.has("again");
  return mailCode(request, code, {
    page: routes.emailCode({ again: isAgain ? "1" : null }),
    limited: (minutes) =>
      seeOther(
        isAgain
          ? routes.emailCode({ problem: "requests", minutes })
          : routes.email({ problem: "limit", minutes }),
      ),
  });
}, routes.email);
