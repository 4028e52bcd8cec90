import { answerForm, seeOther } from "@/app/_http/answer";
import { mailCode } from "@/app/_http/mail-code";
import { respondProblem } from "@/app/_http/small-page";
import { readAddress } from "@/lib/codes";
import { env } from "@/lib/env";
import { addressWith, onwardsOf } from "../../onwards";

/** Mails a code to the address that was typed in. The answer never tells whether anybody has that address. */
export const POST = answerForm(async (request, form) => {
  if (!env().SIGN_IN.includes("email")) return respondProblem(request, "not-found");
  const onwards = onwardsOf(form);
  const back = (problem: Record<string, string>) => seeOther(addressWith("/sign-in", onwards, problem));
  const email = readAddress(String(form.get("email") ?? ""));
  if (!email) return back({ problem: "address" });
  const page = addressWith("/sign-in/code", onwards);
  return mailCode(request, { purpose: "sign-in", email, customerId: null }, page, back);
});
