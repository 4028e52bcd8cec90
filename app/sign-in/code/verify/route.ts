import { answerForm, seeOther } from "@/app/_http/answer";
import { browserOf } from "@/app/_http/browser";
import { writeMinutes } from "@/app/_http/minutes";
import { respondProblem, respondSignedIn } from "@/app/_http/small-page";
import { networkOf, serialiseCookie, sessionCookie, signInByCode } from "@/lib/auth";
import { env } from "@/lib/env";
import { takePoint } from "@/lib/limits";
import { addressWith, onwardsOf } from "../../onwards";

/** Signs in who typed the right code into the browser that asked for it. Only ever by POST: scanners follow links. */
export const POST = answerForm(async (request, form) => {
  if (!env().SIGN_IN.includes("email")) return respondProblem(request, "not-found");
  const wait = await takePoint("try-network", networkOf(request.headers));
  const onwards = onwardsOf(form);
  const back = (problem: Record<string, string>) => seeOther(addressWith("/sign-in/code", onwards, problem));
  if (wait > 0) return back({ problem: "limit", minutes: writeMinutes(wait) });

  const answered = await signInByCode(String(form.get("code") ?? ""), {
    browserHash: browserOf(request),
    oldToken: request.cookies.get(sessionCookie())?.value ?? null,
    agent: request.headers.get("user-agent"),
  });
  if (answered.kind === "unknown") return seeOther("/sign-in?error=address");
  if (answered.kind !== "signed-in") return back({ problem: answered.kind });
  const { token, life } = answered;
  const redirect = seeOther(onwards);
  redirect.headers.append("set-cookie", serialiseCookie(sessionCookie(), token, life));
  return respondSignedIn(request, redirect);
});
