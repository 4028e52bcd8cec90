import { useTranslations } from "next-intl";
import { button, loneLink } from "@/components/ui/button";
import type { DevicePage, DeviceSort } from "@/lib/devices/types";

const pathOf = ({ search, sort, after }: { search: string; sort: DeviceSort; after?: string }) => {
  const query = new URLSearchParams({
    ...(search && { q: search }),
    ...(sort === "newest" && { sort }),
    ...(after && { after }),
  });
  return query.size > 0 ? `/devices?${query}` : "/devices";
};

type Props = { page: DevicePage; search: string; sort: DeviceSort };

/** "24 of 40" and the way on. */
export function DevicePager({ page, search, sort }: Props) {
  const t = useTranslations("devices");
  const shown = page.before + page.devices.length;
  return (
    <div className="flex flex-wrap items-center gap-x-5 gap-y-3">
      <p className="text-muted tabular-nums">
        {page.before > 0
          ? t("range", { first: page.before + 1, shown, total: page.matching })
          : search
            ? t("found", { shown, matching: page.matching })
            : t("count", { shown, total: page.total })}
      </p>
      {page.next && (
        <a href={pathOf({ search, sort, after: page.next })} className={button.secondary}>
          {t("more")}
        </a>
      )}
    </div>
  );
}

/** Above a later page: what this is a part of is not seen from here, so the way back stands first. */
export function FirstDevices({ search, sort }: Omit<Props, "page">) {
  const t = useTranslations("devices");
  return (
    <a href={pathOf({ search, sort })} className={`${loneLink} w-fit`}>
      {t("first")}
    </a>
  );
}
