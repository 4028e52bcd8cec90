import type { Slot } from "@/lib/devices/types";
import { useTranslations } from "@/lib/i18n/intl";

/** Returns a function that sums up a device's supplies: "4 ink cartridges", or "3 supplies" if mixed. */
export function useSupplyLine(): (slots: readonly Slot[]) => string {
  const t = useTranslations("supply");
  // Formatting costs more than the rest of a tile, and a list has many devices of one kind.
  const lines = new Map<string, string>();
  return (slots) => {
    const kind = slots[0]?.supply;
    const isOneKind = kind && slots.every((slot) => slot.supply === kind);
    const key = isOneKind && t.has(kind as "supply") ? (kind as "supply") : "supply";
    const line = lines.get(`${key} ${slots.length}`) ?? t(key, { count: slots.length });
    lines.set(`${key} ${slots.length}`, line);
    return line;
  };
}
