import type { Slot } from "@/lib/devices/types";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";

const sensors = ["level", "usage", "level-usage"] as const;

/** The device's supplies, one row per kind of sensor. */
export function SlotList({ slots }: { slots: readonly Slot[] }) {
  const t = useTranslations("device");
  const format = useFormatter();
  if (slots.length === 0) return null;
  return (
    <section aria-labelledby="supplies">
      <h2 id="supplies" className="sr-only">
        {t("supplies")}
      </h2>
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
              <small>{t(`sensor.${sensor}`)}</small>
            </li>
          ))}
      </ul>
    </section>
  );
}
