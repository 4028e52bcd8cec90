import { useTranslations } from "next-intl";
import { button, loneLink } from "@/components/ui/button";
import type { DevicePage, DeviceSort } from "@/lib/devices/types";

type List = {
  /** The page that the list stands on. */
  path: string;
  search: string;
  sort: DeviceSort;
};

const withQuery = ({ path, search, sort, after }: List & { after?: string }) => {
  const query = new URLSearchParams({
    ...(search && { q: search }),
    ...(sort === "newest" && { sort }),
    ...(after && { after }),
  });
  return query.size > 0 ? `${path}?${query}` : path;
};

/** "24 of 40" and the way on. */
export function DevicePager({ page, ...list }: List & { page: DevicePage }) {
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
        <a href={withQuery({ ...list, after: page.next })} className={button.secondary}>
          {t("more")}
        </a>
      )}
    </div>
  );
}

/** Above a later page: what this is a part of is not seen from here, so the way back stands first. */
export function FirstDevices(list: List) {
  const t = useTranslations("devices");
  return (
    <a href={withQuery(list)} className={`${loneLink} w-fit`}>
      {t("first")}
    </a>
  );
}
