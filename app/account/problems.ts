import { firstParam, type SearchParams } from "@/app/_http/request";
import { problems, readProblem } from "@/lib/errors";
import { getTranslations } from "@/lib/i18n/intl";
import { nameCodes } from "@/lib/names";

/** Reads the error message for the last name. */
export async function readNameProblem({ name }: Awaited<SearchParams>): Promise<string | undefined> {
  const problem = readProblem(firstParam(name), nameCodes);
  const t = await getTranslations();
  return problem && t(problems[problem].words);
}
