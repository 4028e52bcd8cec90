import { button } from "@/components/ui/button";
import { oneField } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import { listCountries } from "@/lib/i18n/countries";
import { useLocale, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { CountryField, countryProblemId } from "./country-field";
import { type Asker, AskerFields } from "./country-question";

type Props = {
  /** The current country, or a guess. */
  chosen: string | null;
  from: Asker;
  /** Error message for the last answer. */
  problem: string | undefined;
};

/** The form that sets the country of the customer's Amazon account. */
export function CountryForm({ chosen, from, problem }: Props) {
  const t = useTranslations("country");
  return (
    <>
      <form method="post" action={routes.setCountry()} className={oneField}>
        <AskerFields from={from} />
        <CountryField
          countries={listCountries(useLocale())}
          chosen={chosen}
          isWrong={problem !== undefined}
        />
        <button type="submit" className={button.primary}>
          {t("save")}
        </button>
      </form>
      {problem && <Problem id={countryProblemId}>{problem}</Problem>}
    </>
  );
}
