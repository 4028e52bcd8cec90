import { Icon } from "@/components/ui/icon";
import type { DeviceSummary } from "@/lib/devices/types";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { ModelPicture } from "./model-picture";
import { useSupplyLine } from "./supply-line";

/** Size by number of devices: a single one, a few as tiles, many as rows on phones. */
export type TileSize = "single" | "tile" | "row";

type Props = {
  device: DeviceSummary;
  size: TileSize;
  /** Whether it is likely below the first screen. */
  lazy: boolean;
};

/** A device's picture, name, model and supplies. The whole tile is a link. */
export function DeviceTile({ device, size, lazy }: Props) {
  const t = useTranslations("devices");
  const formatSupplies = useSupplyLine();
  return (
    <a href={routes.device({ deviceId: device.id })}>
      <ModelPicture device={device} lazy={lazy} />
      <span>
        <bdi>{device.name}</bdi>
        <small>{device.model}</small>
        <small>{formatSupplies(device.slots)}</small>
        {size === "single" && (
          <span className="mt-4 inline-flex items-center gap-1 font-medium text-accent">
            {t("open")}
            <Icon name="next" />
          </span>
        )}
      </span>
    </a>
  );
}
