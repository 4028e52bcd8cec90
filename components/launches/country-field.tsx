import { field, fieldLabel, oneFieldLabel } from "@/components/ui/field";
import type { Country } from "@/lib/i18n/countries";
import { useTranslations } from "@/lib/i18n/intl";

/** The id of the text that says what is wrong with the last answer. */
export const countryProblemId = "country-problem";

type Props = {
  countries: readonly Country[];
  /** The current country, or a guess. */
  chosen: string | null;
  /** Whether the last answer was none of them. */
  isWrong: boolean;
};

/** The choice of the country of an Amazon account. */
export function CountryField({ countries, chosen, isWrong }: Props) {
  const t = useTranslations("country");
  return (
    <label className={oneFieldLabel}>
      <span className={fieldLabel}>{t("label")}</span>
      <select
        name="country"
        required
        defaultValue={chosen ?? ""}
        aria-invalid={isWrong ? true : undefined}
        aria-describedby={isWrong ? countryProblemId : undefined}
        className={field}
      >
        <option value="" disabled>
          {t("choose")}
        </option>
        {countries.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
