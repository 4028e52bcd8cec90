import { enumParam, firstParam, readMinutes, type SearchParams } from "@/app/_http/request";
import { readPartner } from "@/app/settings";
import type { CodeState } from "@/lib/codes";
import { problems, readProblem } from "@/lib/errors";
import { getTranslations } from "@/lib/i18n/intl";
import { isReference } from "@/lib/observability";

type Parameters = Awaited<SearchParams>;

type AddressProblem = "email-malformed" | "email-unchanged" | "email-taken";

/** Describes the error with the last e-mail address, from the query of the redirect. */
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

/** Describes the error with the last code, from the query of the redirect. */
export async function describeCodeProblem(
  code: CodeState,
  { problem, minutes }: Parameters,
): Promise<string | undefined> {
  const t = await getTranslations();
  const named = firstParam(problem);
  if (named === "requests") return t("signIn.problem.limit", { minutes: readMinutes(minutes) });
  const refusal = readProblem(named, ["code-wrong", "code-malformed"]);
  // Someone who reopens this page later didn't just enter a wrong code.
  if (!refusal || (refusal === "code-wrong" && !code.tried)) return undefined;
  return t(problems[refusal].words, { count: code.triesLeft });
}

/** Causes of a failed sign-in, as redirects name them; their messages are in the group signIn. */
const faults = [
  "provider",
  "cancelled",
  "no-access",
  "unconfirmed",
  "again",
  "unknown",
  "unrecorded",
  "address",
  "sign-out",
] as const;

/** Describes why the last sign-in failed, if it did. `needsOtherAccount`: only another account at the provider can help. */
export async function describeFault(parameters: Parameters) {
  const t = await getTranslations("signIn");
  const fault = enumParam(parameters.error, faults);
  if (!fault) return undefined;
  const partner = readPartner().name;
  const given = firstParam(parameters.reference);
  // Anything else would let a link put its own text on this page.
  const reference = given && isReference(given) ? given : undefined;
  return {
    needsOtherAccount: fault === "unknown" || fault === "no-access",
    title: t(`${fault}.title`),
    text: t(`${fault}.text`, { partner }),
    reference: reference && t("reference", { partner, reference }),
  };
}
