import { headers } from "next/headers";
import { guessCountry } from "@/lib/customers";
import { countries } from "@/lib/dash";
import { problems, readProblem } from "@/lib/errors";
import { getTranslations } from "@/lib/i18n/intl";
import type { Customer } from "@/lib/viewer";
import { firstParam, type SearchParams } from "../_http/request";

/** Builds the country form's props: the list, the current or guessed country, the device to return to. */
export async function readCountryForm(viewer: Customer, deviceId: string | null) {
  const accepted = (await headers()).get("accept-language");
  return {
    codes: Object.keys(countries),
    chosen: viewer.country ?? guessCountry(viewer.language, accepted),
    deviceId,
  };
}

/** Reads the error message for the last answer. */
export async function readCountryProblem({ country }: Awaited<SearchParams>): Promise<string | undefined> {
  const problem = readProblem(firstParam(country), ["country-malformed"]);
  const t = await getTranslations();
  return problem && t(problems[problem].words);
}
