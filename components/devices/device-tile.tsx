import { Icon } from "@/components/ui/icon";
import type { DeviceSummary } from "@/lib/devices/types";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { ModelPicture } from "./model-picture";
import { useSupplyLine } from "./supply-line";

/** Size by number of devices: a single one, a few as tiles, many as rows on phones. */
export type TileSize = "single" | "tile" | "row";

const sizes: Record<TileSize, { link: string; drawing: string }> = {
  single: {
    link: "flex-col items-start gap-4 p-6 sm:flex-row sm:items-center sm:gap-8 sm:p-8",
    drawing: "size-36 sm:size-48",
  },
  tile: { link: "items-center gap-4 p-4 sm:flex-col sm:items-start sm:p-6", drawing: "size-20 sm:size-24" },
  row: {
    link: "min-h-18 items-center gap-3 px-4 py-2 sm:flex-col sm:items-start sm:gap-4 sm:p-6",
    drawing: "size-12 sm:size-24",
  },
};

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
  const { link, drawing } = sizes[size];
  return (
    <a
      href={routes.device({ deviceId: device.id })}
      className={`flex h-full rounded-tile bg-surface shadow-tile hover:bg-sunken ${link}`}
    >
      <ModelPicture device={device} className={drawing} lazy={lazy} />
      <span className="block min-w-0">
        <span className={`block font-medium ${size === "single" ? "text-section" : "text-card"}`}>
          <bdi>{device.name}</bdi>
        </span>
        <span className="block text-meta text-muted">{device.model}</span>
        <span className={`mt-1 block text-meta ${size === "row" ? "max-sm:hidden" : ""}`}>
          {formatSupplies(device.slots)}
        </span>
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
