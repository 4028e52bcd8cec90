import { ModelPicture } from "@/components/devices/model-picture";
import type { DeviceCard } from "@/lib/dash/types";
import type { DeviceSummary } from "@/lib/devices/types";
import { useTranslations } from "@/lib/i18n/intl";

type Props = { model: Pick<DeviceSummary, "name" | "drawing" | "picture">; card: DeviceCard };

/** The heading of a page for a model and a card, for somebody who is not signed in. */
export function VisitTitle({ model, card }: Props) {
  const t = useTranslations("cards");
  return (
    <div className="device-title">
      <ModelPicture device={model} />
      <div>
        <h1 className="title">
          <bdi>{model.name}</bdi>
        </h1>
        <p className="text-card font-medium">{t(`${card}.title`)}</p>
      </div>
    </div>
  );
}
