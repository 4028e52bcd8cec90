import type { DeviceSummary } from "@/lib/devices/types";
import { BackToDevices } from "./back-to-devices";
import { ModelPicture } from "./model-picture";

/** The heading of a device's page, with the link back to all devices. */
export function DeviceTitle({ device }: { device: DeviceSummary }) {
  return (
    <div>
      <BackToDevices />
      <div className="device-title">
        <ModelPicture device={device} />
        <div>
          <h1 className="title">
            <bdi>{device.name}</bdi>
          </h1>
          <p>{device.model}</p>
        </div>
      </div>
    </div>
  );
}
