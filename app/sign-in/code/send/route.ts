import { handleForm, seeOther } from "@/app/_http/answer";
import { mailCode } from "@/app/_http/mail-code";
import { respondProblem } from "@/app/_http/small-page";
import { readAddress } from "@/lib/codes";
import { env } from "@/lib/env";
import { callbackPath, withCallback } from "../../onwards";

/** Mails a code to the address that was typed in. The answer never tells whether anybody has that address. */
export const POST = handleForm(async (request, form) => {
  if (!env().SIGN_IN.includes("email")) return respondProblem(request, "not-found");
  const onwards = callbackPath(form);
  const back = (problem: Record<string, string>) => seeOther(withCallback("/sign-in", onwards, problem));
  const email = readAddress(String(form.get("email") ?? ""));
  if (!email) return back({ problem: "address" });
  const isAgain = form.has("again");
  const page = (more: Record<string, string>) => withCallback("/sign-in/code", onwards, more);
  return mailCode(
    request,
    { purpose: "sign-in", email, customerId: null },
    {
      page: page(isAgain ? { again: "1" } : {}),
      // The last code that was sent may still be good, so who asked once more stays where it is typed in.
      limited: (minutes) =>
        isAgain ? seeOther(page({ problem: "requests", minutes })) : back({ problem: "limit", minutes }),
    },
  );
});
