import { CountryChange } from "@/components/launches/country-question";
import { useCountryInSentence } from "@/components/launches/not-offered";
import { button } from "@/components/ui/button";
import { formatCountry } from "@/lib/i18n/countries";
import { useLocale, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { Section } from "./section";

type Props = {
  /** ISO 3166-1 alpha-2; null while unknown. */
  country: string | null;
  /** Host of the Amazon pages; null for a country without a region. */
  host: string | null;
};

/** The country of the customer's Amazon account and what it affects, with a link to change it. */
export function CountrySection({ country, host }: Props) {
  const t = useTranslations("account.country");
  const words = useTranslations("country");
  const nameCountry = useCountryInSentence();
  const language = useLocale();
  return (
    <Section id="country" title={t("title")}>
      {country && <p className="mt-2">{formatCountry(country, language)}</p>}
      <p className="mt-2 max-w-words text-muted">
        {!country && `${words("question")} ${words("why")}`}
        {country && !host && words("noRegion", { country: nameCountry(country) })}
        {host &&
          t.rich("opens", {
            host: () => <strong className="font-medium wrap-anywhere text-ink">{host}</strong>,
          })}
      </p>
      {country ? (
        <CountryChange from={{ page: "account" }} />
      ) : (
        <a href={routes.askCountry({ page: "account" })} className={`${button.secondary} mt-4`}>
          {words("choose")}
        </a>
      )}
    </Section>
  );
}
