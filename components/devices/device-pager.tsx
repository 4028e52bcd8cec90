import { button, loneLink } from "@/components/ui/button";
import type { DevicePage, DeviceSort } from "@/lib/devices/types";
import { useTranslations } from "@/lib/i18n/intl";
import { withQuery } from "@/lib/routes";

type List = {
  /** Path of the page with the list. */
  path: string;
  search: string;
  sort: DeviceSort;
};

const buildPath = ({ path, search, sort, after = null }: List & { after?: string | null }) =>
  withQuery(path, { q: search || null, sort: sort === "name" ? null : sort, after });

/** "24 of 40" and the link to the next devices. */
export function DevicePager({ page, ...list }: List & { page: Omit<DevicePage, "vendors"> }) {
  const t = useTranslations("devices");
  const shown = page.before + page.devices.length;
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
      <p className="text-muted tabular-nums">
        {page.before > 0
          ? t("range", { first: page.before + 1, shown, total: page.matching })
          : list.search
            ? t("found", { shown, matching: page.matching })
            : t("count", { shown, total: page.total })}
      </p>
      {page.next && (
        <a href={buildPath({ ...list, after: page.next })} className={button.secondary}>
          {t("more")}
        </a>
      )}
    </div>
  );
}

/** The link back to the first devices, shown above the list on later pages. */
export function FirstDevices(list: List) {
  const t = useTranslations("devices");
  return (
    <a href={buildPath(list)} className={`${loneLink} w-fit`}>
      {t("first")}
    </a>
  );
}
