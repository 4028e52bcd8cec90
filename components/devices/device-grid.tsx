import type { DeviceSummary } from "@/lib/devices/types";
import { DeviceTile, type TileSize } from "./device-tile";

const columns: Record<TileSize, string> = {
  single: "",
  tile: "gap-3 sm:grid-cols-2 sm:gap-4 md:grid-cols-3",
  row: "gap-2 sm:grid-cols-2 sm:gap-4 md:grid-cols-3",
};

/** The list of devices as tiles or rows. */
export function DeviceGrid({ devices, size }: { devices: DeviceSummary[]; size: TileSize }) {
  return (
    <ul className={`grid ${columns[size]}`}>
      {devices.map((device, index) => (
        <li key={device.id}>
          <DeviceTile device={device} size={size} lazy={index >= 6} />
        </li>
      ))}
    </ul>
  );
}
