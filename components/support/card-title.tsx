import { ModelPicture } from "@/components/devices/model-picture";
import type { Card } from "@/lib/dash/types";
import type { DeviceSummary, Vendor } from "@/lib/devices/types";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";

type Props = {
  card: Card;
  /** Null for the account's card. */
  device: Pick<DeviceSummary, "name" | "model" | "drawing" | "picture"> | null;
  /** Of the account's card, if there are several. */
  vendor: Vendor | null;
  partner: string;
};

/** The card's title and its device, in the words that the customer sees. */
export function CardTitle({ card, device, vendor, partner }: Props) {
  const t = useTranslations("cards");
  const format = useFormatter();
  return (
    <div className="flex items-center gap-4">
      {device && <ModelPicture device={device} className="size-16" />}
      <div className="min-w-0">
        <h1 className="text-section font-bold">{t(`${card}.title`)}</h1>
        {device && (
          <p className="flex flex-wrap gap-x-3">
            <bdi>{device.name}</bdi>
            <span className="text-muted">{device.model}</span>
          </p>
        )}
        {vendor && <p>{t("forModels", { models: format.list(vendor.models) })}</p>}
        <p className="mt-1 max-w-words text-muted">{t(`${card}.text`, { partner })}</p>
      </div>
    </div>
  );
}
