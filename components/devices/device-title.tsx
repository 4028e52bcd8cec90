import type { DeviceSummary } from "@/lib/devices/types";
import { BackToDevices } from "./back-to-devices";
import { ModelPicture } from "./model-picture";

/** The heading of a device's page, with the link back to all devices. */
export function DeviceTitle({ device }: { device: DeviceSummary }) {
  return (
    <div>
      <BackToDevices />
      <div className="flex items-center gap-4 sm:gap-6">
        <ModelPicture device={device} className="size-20 sm:size-32" />
        <div className="min-w-0">
          <h1 className="text-page font-bold sm:text-display">
            <bdi>{device.name}</bdi>
          </h1>
          <p className="text-muted">{device.model}</p>
        </div>
      </div>
    </div>
  );
}
