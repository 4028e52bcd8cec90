import { button } from "@/components/ui/button";
import { field, fieldLabel, oneField, oneFieldLabel } from "@/components/ui/field";
import { sortCountries } from "@/lib/i18n/countries";
import { useLocale, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Props = {
  codes: readonly string[];
  chosen: string | null;
  deviceId: string | null;
  /** The page to return to, if it isn't the device or the list. */
  page?: "account";
};

/** The form that sets the country of the customer's Amazon account. */
export function CountryForm({ codes, chosen, deviceId, page }: Props) {
  const t = useTranslations("country");
  return (
    <form method="post" action={routes.setCountry()} className={oneField}>
      {deviceId && <input type="hidden" name="device" value={deviceId} />}
      {page && <input type="hidden" name="page" value={page} />}
      <label className={oneFieldLabel}>
        <span className={fieldLabel}>{t("label")}</span>
        <select name="country" required defaultValue={chosen ?? ""} className={field}>
          <option value="" disabled>
            {t("choose")}
          </option>
          {sortCountries(codes, useLocale()).map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className={page ? button.secondary : button.primary}>
        {t("save")}
      </button>
    </form>
  );
}
