import { seeOther } from "@/app/_http/answer";
import { mailCode } from "@/app/_http/mail-code";
import { withQuery } from "@/app/_http/search-params";
import { respondProblem } from "@/app/_http/small-page";
import { handleAccountForm } from "@/app/account/answer-account-form";
import { readAddress } from "@/lib/codes";
import { findEmail } from "@/lib/customers";
import { env } from "@/lib/env";

const page = "/account/email";

/** Mails a code to the viewer's new address. The answer never tells whether somebody else has it. */
export const POST = handleAccountForm(async (viewer, form, request) => {
  if (!env().SMTP_URL) return respondProblem(request, "not-found");
  const back = (problem: Record<string, string>) => seeOther(withQuery(page, problem));
  const email = readAddress(String(form.get("email") ?? ""));
  if (!email) return back({ problem: "address" });
  if (email === (await findEmail(viewer))) return back({ problem: "same" });
  const code = { purpose: "change-email", email, customerId: viewer.id } as const;
  const isAgain = form.has("again");
  return mailCode(request, code, {
    page: isAgain ? `${page}/code?again=1` : `${page}/code`,
    limited: (minutes) =>
      isAgain
        ? seeOther(withQuery(`${page}/code`, { problem: "requests", minutes }))
        : back({ problem: "limit", minutes }),
  });
}, page);
