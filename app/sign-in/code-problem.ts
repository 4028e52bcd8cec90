import { getTranslations } from "next-intl/server";
import { firstParam, readMinutes, type SearchParams } from "@/app/_http/request";
import type { CodeState } from "@/lib/codes";
import { problems, readProblem } from "@/lib/errors";

/** Says what was wrong with the last attempt on a page that takes a code, as a redirect to it names that. */
export async function describeCodeProblem(
  code: CodeState,
  parameters: Awaited<SearchParams>,
): Promise<string | undefined> {
  const t = await getTranslations();
  const named = firstParam(parameters.problem);
  const minutes = readMinutes(parameters.minutes);
  if (named === "limit") return t("code.limit", { minutes });
  if (named === "requests") return t("signIn.problem.limit", { minutes });
  const problem = readProblem(named, ["code-wrong", "code-malformed"]);
  // A person who comes back to this page later did not just type a wrong code.
  if (!problem || (problem === "code-wrong" && !code.tried)) return undefined;
  return t(problems[problem].words, { count: code.triesLeft });
}
