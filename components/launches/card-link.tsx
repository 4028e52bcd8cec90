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
  return (
    <a
      href={buildLaunchPath(deviceId, card, channel, vendor?.vendorCode)}
      className={leads ? "card card-leads" : "card"}
    >
      <b>{t(`${card}.title`)}</b>
      {vendor ? <i>{t("forModels", { models: format.list(vendor.models) })}</i> : null}
      <span>{t(`${card}.text`, { partner })}</span>
      <small>{host}</small>
    </a>
  );
}
