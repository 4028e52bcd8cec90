import { seeOther } from "@/app/_http/answer";
import { readBrowser } from "@/app/_http/browser";
import { writeMinutes } from "@/app/_http/minutes";
import { handleAccountForm } from "@/app/account/answer-account-form";
import { changeEmail } from "@/lib/customers";
import { env } from "@/lib/env";
import { readNetwork } from "@/lib/http";
import { consume } from "@/lib/limits";

const page = "/account/email/code";

/**
 * Changes the address once the code is right. The sign-in was fresh when the code was asked for, and a mail may take
 * minutes: it need not be fresh any more.
 */
export const POST = handleAccountForm(async (viewer, form, request) => {
  const wait = await consume("try-network", readNetwork(request.headers));
  if (wait > 0) return seeOther(`${page}?problem=limit&minutes=${writeMinutes(wait)}`);
  const code = String(form.get("code") ?? "");
  const changed = await changeEmail(viewer, code, readBrowser(request), env().NEXTAUTH_SECRET);
  if (changed === "changed") return seeOther("/account?done=email");
  return seeOther(changed === "taken" ? "/account/email?problem=taken" : `${page}?problem=${changed}`);
});
