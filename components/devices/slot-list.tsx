import type { Slot } from "@/lib/devices/types";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";

const sensors = ["level", "usage", "level-usage"] as const;

type Props = {
  slots: readonly Pick<Slot, "name" | "sensor">[];
  /** What the partner says while there is no level; null for the built-in words, undefined for none. */
  noLevel: string | null | undefined;
};

/** Supplies without a reading, one row per kind of sensor. */
export function SlotList({ slots, noLevel }: Props) {
  const t = useTranslations();
  const format = useFormatter();
  return (
    <ul className="supplies">
      {sensors
        .map((sensor) => ({
          sensor,
          names: slots.filter((slot) => slot.sensor === sensor).map(({ name }) => name),
        }))
        .filter(({ names }) => names.length > 0)
        .map(({ sensor, names }) => (
          <li key={sensor}>
            <b>{format.list(names, { type: "unit" })}</b>
            <small>
              {sensor === "level" && noLevel !== undefined
                ? `${t("levels.none")} ${noLevel ?? t("levels.noneText")}`
                : t(`device.sensor.${sensor}`)}
            </small>
          </li>
        ))}
    </ul>
  );
}
