import { Icon } from "@/components/ui/icon";
import type { Card, Channel } from "@/lib/dash/types";
import type { Vendor } from "@/lib/devices/types";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { buildLaunchPath } from "@/lib/routes";

type Props = {
  card: Card;
  /** Null for the account's card. */
  deviceId: string | null;
  /** Of the account's card, if there are several. */
  vendor?: Vendor;
  channel: Channel;
  /** Host that the card opens on, for display. */
  host: string;
  partner: string;
  /** Whether this is the lead card: filled and full width. */
  leads?: boolean;
};

/** A card. It is a plain link because prefetching would launch it. */
export function CardLink({ card, deviceId, vendor, channel, host, partner, leads = false }: Props) {
  const t = useTranslations("cards");
  const format = useFormatter();
  const colours = leads
    ? "bg-accent text-on-accent hover:opacity-90"
    : "bg-surface shadow-tile hover:bg-sunken";
  const quiet = leads ? "" : "text-muted";
  return (
    <a
      href={buildLaunchPath(deviceId, card, channel, vendor?.vendorCode)}
      className={`block min-h-18 rounded-row px-4 py-4 sm:px-5 ${colours}`}
    >
      <span className="block text-card font-medium">{t(`${card}.title`)}</span>
      {vendor && <span className="block">{t("forModels", { models: format.list(vendor.models) })}</span>}
      <span className={`mt-0.5 block max-w-words ${quiet}`}>{t(`${card}.text`, { partner })}</span>
      <span className={`mt-2 flex items-center gap-1 text-meta ${quiet}`}>
        <span className="sr-only">{t("opensAt")} </span>
        {host}
        <Icon name="out" className="size-4" />
      </span>
    </a>
  );
}
