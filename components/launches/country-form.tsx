import { button } from "@/components/ui/button";
import { field, fieldLabel, oneField, oneFieldLabel } from "@/components/ui/field";
import { Problem } from "@/components/ui/problem";
import { listCountries } from "@/lib/i18n/countries";
import { useLocale, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
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
        <label className={oneFieldLabel}>
          <span className={fieldLabel}>{t("label")}</span>
          <select
            name="country"
            required
            defaultValue={chosen ?? ""}
            aria-invalid={problem ? true : undefined}
            aria-describedby={problem ? "country-problem" : undefined}
            className={field}
          >
            <option value="" disabled>
              {t("choose")}
            </option>
            {listCountries(useLocale()).map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className={button.primary}>
          {t("save")}
        </button>
      </form>
      {problem && <Problem id="country-problem">{problem}</Problem>}
    </>
  );
}
