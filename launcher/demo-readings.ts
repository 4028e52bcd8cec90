// How the demo's devices use their supplies, for the device simulator.
import { demoDevices, deriveSerial } from "./demo-data";
import { demoModels } from "./demo-models";

/**
 * What is used of a supply on an average day, in its measurement, and how much more on days of the weekend. Air filters
 * are counted when one is used up, which is too rare to show anything.
 */
const uses: Record<string, { perDay: number; weekend: number }> = {
  "InkSensor.Black": { perDay: 2.2, weekend: 0.3 },
  "InkSensor.Cyan": { perDay: 1.3, weekend: 0.4 },
  "InkSensor.Magenta": { perDay: 1.1, weekend: 0.4 },
  "InkSensor.Yellow": { perDay: 0.8, weekend: 0.4 },
  "PodSensor.Coffee": { perDay: 2.8, weekend: 1.4 },
  "FilterSensor.Water": { perDay: 0.6, weekend: 1.2 },
  "FilterSensor.Dust": { perDay: 0.9, weekend: 1.3 },
  "FilterSensor.Cartridge": { perDay: 2.6, weekend: 1.2 },
  "DetergentSensor.Main": { perDay: 42, weekend: 1.6 },
  "FoodSensor.Kibble": { perDay: 85, weekend: 1 },
};

/** Other devices that have never reported, by name. */
const unread = ["浄水ポット", "Filter jug"];
/** Days since a device has reported, by name. */
const silent: Record<string, number> = { "Drucker im Flur": 16 };
/** How full supplies are at the first start, where it matters. */
const shares: Record<string, Record<string, number>> = {
  "Kitchen printer": { "InkSensor.Cyan": 0.12 },
  "Drucker im Flur": { "InkSensor.Cyan": 0.5 },
};

/** The devices that report, as the simulator takes them. */
export const demoReadings = {
  seed: "hearthby",
  devices: Object.entries(demoDevices).flatMap(([subject, owned]) =>
    owned.flatMap(([name, position], index) => {
      const { modelId, slots } = demoModels[position] as (typeof demoModels)[number];
      const used = slots.flatMap(({ instance = "", sensor, measurement, unit, capacity }) => {
        const use = uses[instance];
        return use
          ? { ...{ instance, sensor, measurement, unit, capacity }, ...use, share: shares[name]?.[instance] }
          : [];
      });
      const serial = deriveSerial(subject, index);
      return used.length > 0 && !unread.includes(name)
        ? { modelId, serial, silentDays: silent[name], slots: used }
        : [];
    }),
  ),
};
