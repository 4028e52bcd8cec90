import { useTranslations } from "next-intl";
import { Drawing } from "@/components/ui/drawing";
import { Icon } from "@/components/ui/icon";
import type { DeviceSummary } from "@/lib/devices/types";

/** The way back to all devices, and which one this is. */
export function DeviceTitle({ device }: { device: DeviceSummary }) {
  const t = useTranslations("device");
  return (
    <div>
      <a href="/devices" className="-ml-1 inline-flex min-h-12 items-center gap-1 text-muted hover:text-ink">
        <Icon name="back" /> {t("back")}
      </a>
      <div className="flex items-center gap-4 sm:gap-6">
        <Drawing name={device.drawing} className="size-20 sm:size-32" />
        <div className="min-w-0">
          <h1 className="text-page font-bold sm:text-display">{device.name}</h1>
          <p className="text-muted">{device.model}</p>
        </div>
      </div>
    </div>
  );
}
