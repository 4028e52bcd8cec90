import type { DeviceSummary } from "@/lib/devices/types";
import type { SupplyView } from "@/lib/readings/types";
import { DeviceTile } from "./device-tile";
import { useSupplyLine } from "./supply-line";

/** Size by number of devices: a single one, a few as tiles, many as rows on phones. */
export type TileSize = "single" | "tile" | "row";

type Props = { devices: (DeviceSummary & { view: SupplyView | undefined })[]; size: TileSize };

/** The list of devices as tiles or rows; app/components.css styles it. */
export function DeviceGrid({ devices, size }: Props) {
  const formatSupplies = useSupplyLine();
  return (
    <ul className={`tiles tiles-${size}`}>
      {devices.map((device, index) => (
        <li key={device.id}>
          <DeviceTile
            device={device}
            lowest={device.view}
            supplies={formatSupplies(device.slots)}
            isSingle={size === "single"}
            lazy={index >= 6}
          />
        </li>
      ))}
    </ul>
  );
}
