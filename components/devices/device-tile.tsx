import { Icon } from "@/components/ui/icon";
import type { DeviceSummary } from "@/lib/devices/types";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { ModelPicture } from "./model-picture";

type Props = {
  device: DeviceSummary;
  /** Its supplies in a line. */
  supplies: string;
  /** Whether it is the only one. */
  isSingle: boolean;
  /** Whether it is likely below the first screen. */
  lazy: boolean;
};

/** A device's picture, name, model and supplies. The whole tile is a link. */
export function DeviceTile({ device, supplies, isSingle, lazy }: Props) {
  return (
    <a href={routes.device({ deviceId: device.id })}>
      <ModelPicture device={device} lazy={lazy} />
      <bdi>{device.name}</bdi>
      <small>{device.model}</small>
      <small>{supplies}</small>
      {isSingle ? <Opens /> : null}
    </a>
  );
}

function Opens() {
  const t = useTranslations("devices");
  return (
    <span>
      {t("open")}
      <Icon name="next" />
    </span>
  );
}
