import { isolate } from "@/components/ui/isolate";
import { filterCodes } from "@/lib/audit";
import type { FilterField, FilterText } from "@/lib/audit/types";
import { type ProblemCode, problems } from "@/lib/errors";
import { getTranslations } from "@/lib/i18n/intl";

/** Quotes a value in a message, cut to 40 characters. */
const quote = (text: string) => isolate(text.length > 40 ? `${text.slice(0, 40)}…` : text);

type Refused = readonly { code: ProblemCode; field?: string }[];

/** Describes what is wrong with the filter, as messages by field. */
export async function describeProblems(refused: Refused, given: FilterText) {
  const t = await getTranslations();
  return Object.fromEntries(
    refused.flatMap(({ code, field }) => {
      const known = filterCodes.find((each) => each === code);
      if (!known || !field) return [];
      return [[field, t(problems[known].words, { text: quote(given[field as FilterField]) })]];
    }),
  );
}
