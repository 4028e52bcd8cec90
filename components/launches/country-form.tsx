import { useLocale, useTranslations } from "next-intl";
import { button } from "@/components/ui/button";
import { sortCountries } from "@/lib/i18n/countries";

type Props = {
  codes: readonly string[];
  chosen: string | null;
  deviceId: string | null;
  /** The page to come back to, where it is another than the device or the list. */
  page?: "account";
};

/** The answer to "Which country is your Amazon account in?". */
export function CountryForm({ codes, chosen, deviceId, page }: Props) {
  const t = useTranslations("country");
  return (
    <form method="post" action="/devices/country" className="mt-4 flex flex-wrap items-end gap-3">
      {deviceId && <input type="hidden" name="device" value={deviceId} />}
      {page && <input type="hidden" name="page" value={page} />}
      <label className="block min-w-0 grow sm:max-w-80">
        <span className="mb-1 block text-meta text-muted">{t("label")}</span>
        <select
          name="country"
          required
          defaultValue={chosen ?? ""}
          className="min-h-12 w-full rounded-control border border-control bg-surface px-3 text-body"
        >
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
