import type { NextRequest } from "next/server";
import { answer, isOwnForm, seeOther } from "@/app/_http/answer";
import { formOf } from "@/app/_http/form-of";
import { browserOf } from "@/app/_http/launch";
import { networkOf } from "@/app/_http/network-of";
import { respondOnwards, respondProblem } from "@/app/_http/small-page";
import { serialiseCookie, sessionCookie, signInByCode } from "@/lib/auth";
import { env } from "@/lib/env";
import { takePoint } from "@/lib/limits";
import { addressWith, onwardsOf } from "../../onwards";

/** Signs in who typed the right code into the browser that asked for it. Only ever by POST: scanners follow links. */
export const POST = answer(async (request: NextRequest) => {
  if (!isOwnForm(request)) return respondProblem(request, "forbidden");
  if (!env().SIGN_IN.includes("email")) return respondProblem(request, "not-found");
  const form = await formOf(request);
  const wait = await takePoint("try-network", networkOf(request));
  const onwards = onwardsOf(form);
  const back = (problem: Record<string, string>) => seeOther(addressWith("/sign-in/code", onwards, problem));
  if (wait > 0) return back({ problem: "limit", minutes: String(Math.ceil(wait / 60)) });

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
  return /\/go\/[^/]*$/.test(new URL(onwards, env().NEXTAUTH_URL).pathname)
    ? respondOnwards(request, redirect)
    : redirect;
});
