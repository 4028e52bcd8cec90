import { callbackPath, mailCode, readField, writeCallback } from "@/app/_http/forms";
import { handleForm } from "@/app/_http/handlers";
import { respondProblem, seeOther } from "@/app/_http/responses";
import { Email } from "@/lib/customers";
import { env } from "@/lib/env";
import { nameInAddress } from "@/lib/errors";
import { parseInput } from "@/lib/result";
import { routes } from "@/lib/routes";

/** Mails a code to the given address. The response doesn't reveal whether a customer has that address. */
export const POST = handleForm(async (request, form) => {
  if (!env().SIGN_IN.includes("email")) return respondProblem(request, "not-found");
  const callback = writeCallback(callbackPath(form));
  const email = parseInput(Email, readField(form, "email"));
  if (!email.ok) {
    const problem = nameInAddress(email.problems[0].code);
    return seeOther(routes.signIn({ problem, ...callback }));
  }
  const code = { purpose: "sign-in", email: email.value, customerId: null } as const;
  const isAgain = form.has("again");
  return mailCode(request, code, {
    page: routes.signInCode({ again: isAgain ? "1" : null, ...callback }),
    // The last code may still be valid, so a second request stays on the page that takes it.
    limited: (minutes) =>
      seeOther(
        isAgain
          ? routes.signInCode({ problem: "requests", minutes, ...callback })
          : routes.signIn({ problem: "limit", minutes, ...callback }),
      ),
  });
});
