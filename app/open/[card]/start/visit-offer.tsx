import type { ReactNode } from "react";
import { readLaunchSettings } from "@/app/settings";
import { ChannelChoice } from "@/components/launches/channel-choice";
import { NextSteps } from "@/components/launches/next-steps";
import { NoRegion, NotEnabled } from "@/components/launches/not-offered";
import { VisitCountry } from "@/components/launches/visit-country";
import { button } from "@/components/ui/button";
import { Disclosure } from "@/components/ui/disclosure";
import { type DeviceCard, hostOf, regionOfCountry } from "@/lib/dash";
import { formatCountry } from "@/lib/i18n/countries";
import { useLocale, useTranslations } from "@/lib/i18n/intl";
import type { LinkedModel } from "@/lib/launches";
import { routes } from "@/lib/routes";
import type { Asked } from "../read-asked";

type Props = {
  card: DeviceCard;
  model: LinkedModel;
  asked: Asked;
  /** The countries where the model is offered. */
  codes: string[];
  country: string | null;
  /** Of the country, where it is unknown. */
  guess: string | null;
  /** The second way: to sign in. */
  children: ReactNode;
};

/** The way on to Amazon, or the question or reason that stands in it. */
export function VisitOffer({ card, model, asked, codes, country, guess, children }: Props) {
  const t = useTranslations();
  const language = useLocale();
  const { dash, countryRegions } = readLaunchSettings();
  const { modelId, name } = model;
  const region = country && regionOfCountry(country, countryRegions);
  const isOffered = country !== null && codes.includes(country);
  const form = (
    <VisitCountry
      {...{ card, asked, codes }}
      model={name}
      chosen={country ?? guess}
      isWrong={!country && asked.country !== null}
      leads={!isOffered}
    />
  );
  if (!country)
    return (
      <>
        <section aria-labelledby="country" className="rounded-tile bg-surface p-5 shadow-tile sm:p-6">
          <h2 id="country" className="text-section font-medium">
            {t("country.question")}
          </h2>
          <p className="mt-2 max-w-words text-muted">{t("country.why")}</p>
          {form}
        </section>
        {children}
      </>
    );
  if (!region || !isOffered)
    return (
      <>
        {region ? (
          <NotEnabled code={country} model={name} change={form} />
        ) : (
          <NoRegion code={country} change={form} />
        )}
        {children}
      </>
    );
  const channel = asked.via ?? "website";
  return (
    <>
      <ChannelChoice
        channel={channel}
        buildPath={(via) => routes.openStart({ card }, { ...asked, country, via })}
      />
      <div>
        <dl>
          <dt className="text-meta text-muted">{t("country.label")}</dt>
          <dd className="text-card font-medium">{formatCountry(country, language)}</dd>
        </dl>
        <Disclosure summary={t("country.change")}>{form}</Disclosure>
      </div>
      <div className="grid gap-2">
        <a
          href={routes.openVisit({ card }, { model: modelId, country, via: asked.via })}
          className={`${button.primary} w-full sm:w-fit sm:min-w-64`}
        >
          {t("visit.continue")}
        </a>
        {children}
      </div>
      <NextSteps channel={channel} host={hostOf(channel, region, dash.endpoints)} country={country} />
    </>
  );
}
