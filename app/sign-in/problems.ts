import { getTranslations } from "next-intl/server";
import { enumParam, firstParam, readMinutes, type SearchParams } from "@/app/_http/request";
import { readPartner } from "@/app/settings";
import type { CodeState } from "@/lib/codes";
import { problems, readProblem } from "@/lib/errors";

type Parameters = Awaited<SearchParams>;

type AddressProblem = "email-malformed" | "email-unchanged" | "email-taken";

/** Says what was wrong with the last address on a page that takes one, as a redirect to the page names it. */
export async function describeAddressProblem(
  { problem, minutes }: Parameters,
  codes: readonly AddressProblem[],
): Promise<string | undefined> {
  const t = await getTranslations();
  const named = firstParam(problem);
  if (named === "limit") return t("signIn.problem.limit", { minutes: readMinutes(minutes) });
  const code = readProblem(named, codes);
  return code && t(problems[code].words);
}

/** Says what was wrong with the last attempt on a page that takes a code, as a redirect to the page names it. */
export async function describeCodeProblem(
  code: CodeState,
  { problem, minutes }: Parameters,
): Promise<string | undefined> {
  const t = await getTranslations();
  const named = firstParam(problem);
  if (named === "limit") return t("code.limit", { minutes: readMinutes(minutes) });
  if (named === "requests") return t("signIn.problem.limit", { minutes: readMinutes(minutes) });
  const refusal = readProblem(named, ["code-wrong", "code-malformed"]);
  // A person who comes back to this page later did not just type a wrong code.
  if (!refusal || (refusal === "code-wrong" && !code.tried)) return undefined;
  return t(problems[refusal].words, { count: code.triesLeft });
}

/** Why a sign-in failed, as a redirect names it; the words are in the group signIn. */
const faults = ["provider", "unknown", "unrecorded", "address", "sign-out"] as const;

/** Says why the last sign-in failed; undefined for none. `isUnknown`: the provider's account is no customer's. */
export async function describeFault(parameters: Parameters) {
  const t = await getTranslations("signIn");
  const fault = enumParam(parameters.error, faults);
  if (!fault) return undefined;
  const partner = readPartner().name;
  // Only what the portal could have written: no link puts its own words on this page.
  const reference = firstParam(parameters.reference)?.match(/^[0-9A-F]{8}$/)?.[0];
  return {
    isUnknown: fault === "unknown",
    title: t(`${fault}.title`),
    text: t(`${fault}.text`, { partner }),
    reference: reference && t("reference", { partner, reference }),
  };
}
