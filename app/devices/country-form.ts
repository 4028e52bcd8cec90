import { headers } from "next/headers";
import { getTranslations } from "next-intl/server";
import { guessCountry } from "@/lib/customers";
import { countries } from "@/lib/dash";
import { problems, readProblem } from "@/lib/errors";
import type { Customer } from "@/lib/viewer";
import { firstParam, type SearchParams } from "../_http/request";

/** Reads what the country form needs: the list, the answer or a guess at it, and the device whose page asks. */
export async function readCountryForm(viewer: Customer, deviceId: string | null) {
  const accepted = (await headers()).get("accept-language");
  return {
    codes: Object.keys(countries),
    chosen: viewer.country ?? guessCountry(viewer.language, accepted),
    deviceId,
  };
}

/** Reads what was wrong with the last answer, in words. */
export async function readCountryProblem({ country }: Awaited<SearchParams>): Promise<string | undefined> {
  const problem = readProblem(firstParam(country), ["country-malformed"]);
  const t = await getTranslations();
  return problem && t(problems[problem].words);
}
