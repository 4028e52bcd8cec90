import type { Metadata } from "next";
import { addParams, firstParam, type SearchParams } from "@/app/_http/request";
import { readGuess } from "@/app/devices/read-guess";
import { BackToAccount } from "@/components/account/back-to-account";
import { BackToDevices } from "@/components/devices/back-to-devices";
import { CountryForm } from "@/components/launches/country-form";
import type { Asker } from "@/components/launches/country-question";
import { BackLink } from "@/components/ui/back-link";
import { requireCustomer } from "@/lib/auth";
import { findDevice } from "@/lib/devices";
import { problems, readProblem } from "@/lib/errors";
import { getLocale, getTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { ownScope, readId } from "@/lib/scope";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("country"))("question") };
}

/** The country question with all countries, and the way back to the page that led here. */
export default async function CountryPage({ searchParams }: { searchParams: SearchParams }) {
  const parameters = await searchParams;
  const viewer = await requireCustomer(addParams(routes.askCountry(), parameters));
  const isFromAccount = firstParam(parameters.page) === "account";
  const deviceId = isFromAccount ? null : readId(firstParam(parameters.device));
  const device = deviceId && (await findDevice(ownScope(viewer), deviceId, await getLocale()));
  const from: Asker = isFromAccount ? { page: "account" } : device ? { device: device.id } : {};
  const guess = viewer.country ? null : await readGuess(viewer);
  const problem = readProblem(firstParam(parameters.problem), ["country-malformed"]);
  const t = await getTranslations();
  return (
    <div className="mx-auto max-w-device py-2 sm:py-6">
      {isFromAccount ? (
        <BackToAccount />
      ) : device ? (
        <BackLink href={routes.device({ deviceId: device.id })}>
          <bdi className="min-w-0 wrap-anywhere">{device.name}</bdi>
        </BackLink>
      ) : (
        <BackToDevices />
      )}
      <h1 className="text-page font-bold">{t("country.question")}</h1>
      <p className="mt-3 max-w-words text-muted">
        {t("country.why")} {guess && t("country.guess")}
      </p>
      <CountryForm
        chosen={viewer.country ?? guess}
        from={from}
        problem={problem && t(problems[problem].words)}
      />
    </div>
  );
}
