import { Gauge } from "@/components/readings/gauge";
import { useSupplyAmount } from "@/components/readings/use-supply-words";
import { Icon } from "@/components/ui/icon";
import type { DeviceSummary } from "@/lib/devices/types";
import { useTranslations } from "@/lib/i18n/intl";
import type { SupplyView } from "@/lib/readings/types";
import { routes } from "@/lib/routes";
import { ModelPicture } from "./model-picture";

type Props = {
  device: DeviceSummary;
  /** The supply that needs attention first; without one, the line below stands. */
  lowest: SupplyView | undefined;
  /** Its supplies in a line. */
  supplies: string;
  /** Whether it is the only one. */
  isSingle: boolean;
  /** Whether it is likely below the first screen. */
  lazy: boolean;
};

/** A device's picture, name, model and supplies. The whole tile is a link. */
export function DeviceTile({ device, lowest, supplies, isSingle, lazy }: Props) {
  return (
    <a href={routes.device({ deviceId: device.id })}>
      <ModelPicture device={device} lazy={lazy} />
      <bdi>{device.name}</bdi>
      <small>{device.model}</small>
      {lowest && lowest.share !== null ? (
        <Lowest supply={lowest} share={lowest.share} />
      ) : (
        <small>{supplies}</small>
      )}
      {isSingle ? <Opens /> : null}
    </a>
  );
}

function Lowest({ supply, share }: { supply: SupplyView; share: number }) {
  const t = useTranslations("levels");
  const writeAmount = useSupplyAmount();
  const { name, isLow, isSilent } = supply;
  return (
    <small {...(isLow && { className: "low" })}>
      {name} {writeAmount(supply)}
      {isLow ? <strong>{t("low")}</strong> : null}
      <Gauge share={share} old={isSilent} />
    </small>
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
