import { textLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { Notice } from "@/components/ui/notice";
import { useFormatter, useNow, useTranslations } from "@/lib/i18n/intl";
import type { ReturnedLaunch } from "@/lib/launches/types";
import { buildLaunchPath, routes } from "@/lib/routes";

/** The notice "You're back from Amazon". It names what was opened, never that anything was done. */
export function ReturnNotice({ launches }: { launches: ReturnedLaunch[] }) {
  const t = useTranslations("back");
  const cards = useTranslations("cards");
  const format = useFormatter();
  const [latest] = launches;
  if (!latest) return <Notice role="status">{t("none")}</Notice>;
  const isOneDevice = launches.every(
    ({ deviceId, vendor }) =>
      deviceId === latest.deviceId && vendor?.vendorCode === latest.vendor?.vendorCode,
  );
  if (!isOneDevice) return <Several launches={launches} />;
  return (
    <Notice role="status">
      {latest.deviceName
        ? t("one", { card: cards(`${latest.card}.title`), device: isolate(latest.deviceName) })
        : latest.vendor
          ? t("listModels", { models: format.list(latest.vendor.models) })
          : t("list")}{" "}
      <a
        href={buildLaunchPath(latest.deviceId, latest.card, latest.channel, latest.vendor?.vendorCode)}
        className={`${textLink} py-3 font-medium`}
      >
        {t("again")}
      </a>
    </Notice>
  );
}

function Several({ launches }: { launches: ReturnedLaunch[] }) {
  const t = useTranslations("back");
  const cards = useTranslations("cards");
  const format = useFormatter();
  const now = useNow();
  const nameLaunch = ({ card, deviceName, vendor }: ReturnedLaunch) => {
    const device = deviceName ? isolate(deviceName) : vendor && format.list(vendor.models);
    const title = cards(`${card}.title`);
    return device ? t("each", { card: title, device }) : title;
  };
  return (
    <Notice role="status">
      <p>{t("several")}</p>
      <ul className="mt-2">
        {launches.map((launch) => (
          <li key={launch.id} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <a
              href={launch.deviceId ? routes.device({ deviceId: launch.deviceId }) : routes.devices()}
              className={`${textLink} py-3`}
            >
              {nameLaunch(launch)}
            </a>
            <span className="text-meta text-muted">{format.relativeTime(launch.openedAt, now)}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}
