import { seeOther } from "@/app/_http/answer";
import { browserTokenOf } from "@/app/_http/launch";
import { writeMinutes } from "@/app/_http/minutes";
import { networkOf } from "@/app/_http/network-of";
import { respondProblem } from "@/app/_http/small-page";
import { wordsFor } from "@/app/_http/words";
import { answerForm } from "@/app/account/answer-form";
import { browserCookie, browserCookieLife, hashToken, newToken, serialiseCookie } from "@/lib/auth";
import { readAddress, requestCode } from "@/lib/codes";
import { findEmail } from "@/lib/customers";
import { env } from "@/lib/env";
import { takePoint } from "@/lib/limits";

const page = "/account/email";

/** Mails a code to the viewer's new address. The answer never tells whether somebody else has it. */
export const POST = answerForm(async (viewer, form, request) => {
  if (!env().SMTP_URL) return respondProblem(request, "not-found");
  const email = readAddress(String(form.get("email") ?? ""));
  if (!email) return seeOther(`${page}?problem=address`);
  if (email === (await findEmail(viewer))) return seeOther(`${page}?problem=same`);
  const wait =
    (await takePoint("code-network", networkOf(request))) ||
    (await takePoint("code-address", email.toLowerCase()));
  if (wait > 0) return seeOther(`${page}?problem=limit&minutes=${writeMinutes(wait)}`);

  const token = browserTokenOf(request) ?? newToken();
  const { language } = await wordsFor(request);
  await requestCode({
    purpose: "change-email",
    email,
    customerId: viewer.id,
    browserHash: hashToken(token),
    language,
  });
  const response = seeOther(`${page}/code`);
  response.headers.append("set-cookie", serialiseCookie(browserCookie(), token, browserCookieLife));
  return response;
}, page);
