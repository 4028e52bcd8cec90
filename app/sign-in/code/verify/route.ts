import { handleForm, seeOther } from "@/app/_http/answer";
import { readBrowser } from "@/app/_http/browser";
import { writeMinutes } from "@/app/_http/minutes";
import { respondProblem, respondSignedIn } from "@/app/_http/small-page";
import { signInByCode } from "@/lib/auth";
import { env } from "@/lib/env";
import { getSessionCookieName, readNetwork, serialiseCookie } from "@/lib/http";
import { consume } from "@/lib/limits";
import { callbackPath, withCallback } from "../../onwards";

/** Signs in who typed the right code into the browser that asked for it. Only ever by POST: scanners follow links. */
export const POST = handleForm(async (request, form) => {
  if (!env().SIGN_IN.includes("email")) return respondProblem(request, "not-found");
  const wait = await consume("try-network", readNetwork(request.headers));
  const onwards = callbackPath(form);
  const back = (problem: Record<string, string>) => seeOther(withCallback("/sign-in/code", onwards, problem));
  if (wait > 0) return back({ problem: "limit", minutes: writeMinutes(wait) });

  const answered = await signInByCode(String(form.get("code") ?? ""), {
    browserHash: readBrowser(request),
    oldToken: request.cookies.get(getSessionCookieName())?.value ?? null,
    agent: request.headers.get("user-agent"),
  });
  if (answered.kind === "unknown") return seeOther("/sign-in?error=address");
  if (answered.kind !== "signed-in") return back({ problem: answered.kind });
  const { token, life } = answered;
  const redirect = seeOther(onwards);
  redirect.headers.append("set-cookie", serialiseCookie(getSessionCookieName(), token, life));
  return respondSignedIn(request, redirect);
});
