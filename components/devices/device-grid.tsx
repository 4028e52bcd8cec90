import type { DeviceSummary } from "@/lib/devices/types";
import { DeviceTile, type TileSize } from "./device-tile";

/** The list of devices as tiles or rows; app/components.css styles it. */
export function DeviceGrid({ devices, size }: { devices: DeviceSummary[]; size: TileSize }) {
  return (
    <ul className={`tiles tiles-${size}`}>
      {devices.map((device, index) => (
        <li key={device.id}>
          <DeviceTile device={device} size={size} lazy={index >= 6} />
        </li>
      ))}
    </ul>
  );
}
