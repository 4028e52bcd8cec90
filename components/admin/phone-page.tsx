import { ModelPicture } from "@/components/devices/model-picture";
import { Icon } from "@/components/ui/icon";
import { getUnitList } from "@/lib/i18n/by-language";
import { getTranslator } from "@/lib/i18n/translator";
import { sensors } from "@/lib/models/types";
import type { Preview } from "./types";

const rank = (card: string) => (card === "enroll" ? 0 : 1);

/** A device's page as on a phone, in the language of the preview rather than the reader's. */
export async function PhonePage({ preview }: { preview: Preview }) {
  const { device, language, partner } = preview;
  // As for a new customer.
  const cards = [...preview.cards].sort((one, other) => rank(one.card) - rank(other.card));
  const t = await getTranslator(language);
  const list = getUnitList(language);
  const supplies = sensors
    .map((sensor) => ({
      sensor,
      names: device.slots.filter((slot) => slot.sensor === sensor).map(({ name }) => name),
    }))
    .filter(({ names }) => names.length > 0);
  return (
    <div
      lang={language}
      data-testid="phone"
      className="grid w-full max-w-97.5 grid-cols-1 gap-4 rounded-tile border border-line bg-background p-4 text-body"
    >
      <div className="flex items-center gap-4">
        <ModelPicture device={device} className="size-20" />
        <p className="min-w-0 text-page font-bold wrap-anywhere">{device.name}</p>
      </div>
      {supplies.length > 0 && (
        <ul className="divide-y divide-line rounded-row bg-surface px-4 shadow-tile">
          {supplies.map(({ sensor, names }) => (
            <li key={sensor} className="py-3">
              <span className="block font-medium wrap-anywhere">{list.format(names)}</span>
              <span className="block text-meta text-muted">{t(`device.sensor.${sensor}`)}</span>
            </li>
          ))}
        </ul>
      )}
      <ul className="grid gap-2">
        {cards.map(({ card }, index) => (
          <li
            key={card}
            className={`min-h-18 rounded-row px-4 py-4 ${index === 0 ? "bg-accent text-on-accent" : "bg-surface shadow-tile"}`}
          >
            <span className="flex items-center justify-between gap-2 text-card font-medium">
              {t(`cards.${card}.title`)} <Icon name="out" className="size-4" />
            </span>
            <span className={`mt-0.5 block ${index === 0 ? "" : "text-muted"}`}>
              {t(`cards.${card}.text`, { partner })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
