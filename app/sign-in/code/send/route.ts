import { answer, isOwnForm, seeOther } from "@/app/_http/answer";
import { formOf } from "@/app/_http/form-of";
import { browserTokenOf } from "@/app/_http/launch";
import { networkOf } from "@/app/_http/network-of";
import { respondProblem } from "@/app/_http/small-page";
import { wordsFor } from "@/app/_http/words";
import { browserCookie, browserCookieLife, hashToken, newToken, serialiseCookie } from "@/lib/auth";
import { readAddress, requestCode } from "@/lib/codes";
import { env } from "@/lib/env";
import { takePoint } from "@/lib/limits";
import { addressWith, onwardsOf } from "../../onwards";

/** Mails a code to the address that was typed in. The answer never tells whether anybody has that address. */
export const POST = answer(async (request) => {
  if (!isOwnForm(request)) return respondProblem(request, "forbidden");
  if (!env().SIGN_IN.includes("email")) return respondProblem(request, "not-found");
  const form = await formOf(request);
  const onwards = onwardsOf(form);
  const back = (problem: Record<string, string>) => seeOther(addressWith("/sign-in", onwards, problem));

  const email = readAddress(String(form.get("email") ?? ""));
  if (!email) return back({ problem: "address" });
  const wait =
    (await takePoint("code-network", networkOf(request))) ||
    (await takePoint("code-address", email.toLowerCase()));
  if (wait > 0) return back({ problem: "limit", minutes: String(Math.ceil(wait / 60)) });

  const token = browserTokenOf(request) ?? newToken();
  const { language } = await wordsFor(request);
  await requestCode({
    purpose: "sign-in",
    email,
    customerId: null,
    browserHash: hashToken(token),
    language,
  });
  const response = seeOther(addressWith("/sign-in/code", onwards));
  response.headers.append("set-cookie", serialiseCookie(browserCookie(), token, browserCookieLife));
  return response;
});
