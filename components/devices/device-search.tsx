import { button } from "@/components/ui/button";
import { field, fieldLabel } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import type { DeviceSort } from "@/lib/devices/types";
import { useTranslations } from "@/lib/i18n/intl";

type Props = {
  /** Path of the page with the list. */
  path: string;
  label: string;
  search: string;
  sort: DeviceSort;
};

/** The search and sort order as a plain GET form. */
export function DeviceSearch({ path, label, search, sort }: Props) {
  const t = useTranslations("devices");
  return (
    <search>
      <form action={path} className="grid grid-cols-[1fr_auto] items-end gap-3 sm:grid-cols-[1fr_12rem_auto]">
        <label className="col-span-2 block sm:col-span-1">
          <span className={fieldLabel}>{label}</span>
          <span className="relative block">
            <Icon name="search" className="pointer-events-none absolute top-3.5 left-3 size-5 text-muted" />
            <input
              type="search"
              name="q"
              defaultValue={search}
              maxLength={100}
              autoComplete="off"
              className={`${field} pl-10`}
            />
          </span>
        </label>
        <label className="block">
          <span className={fieldLabel}>{t("sort")}</span>
          <select name="sort" defaultValue={sort} className={field}>
            <option value="name">{t("sortName")}</option>
            <option value="attention">{t("sortAttention")}</option>
            <option value="newest">{t("sortNewest")}</option>
          </select>
        </label>
        <button type="submit" className={button.secondary}>
          {t("submit")}
        </button>
      </form>
    </search>
  );
}
