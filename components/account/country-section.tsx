import { CountryForm } from "@/components/launches/country-form";
import { useCountryInSentence } from "@/components/launches/not-offered";
import { Problem } from "@/components/ui/problem";
import { useTranslations } from "@/lib/i18n/intl";
import { Section } from "./section";

type Props = {
  /** ISO 3166-1 alpha-2; null while unknown. */
  country: string | null;
  /** Host of the Amazon pages; null for a country without a region. */
  host: string | null;
  form: { codes: readonly string[]; chosen: string | null };
  /** Error message for the last attempt. */
  problem: string | undefined;
};

/** The form that changes the country of the customer's Amazon account, and what the country affects. */
export function CountrySection({ country, host, form, problem }: Props) {
  const t = useTranslations("account.country");
  const words = useTranslations("country");
  const nameCountry = useCountryInSentence();
  return (
    <Section id="country" title={t("title")}>
      <p className="mt-2 max-w-words text-muted">
        {!country && `${words("question")} ${words("why")} ${form.chosen ? words("guess") : ""}`}
        {country && !host && words("noRegion", { country: nameCountry(country) })}
        {host &&
          t.rich("opens", {
            host: () => <strong className="font-medium wrap-anywhere text-ink">{host}</strong>,
          })}
      </p>
      {problem && <Problem>{problem}</Problem>}
      <CountryForm {...form} deviceId={null} page="account" />
    </Section>
  );
}
