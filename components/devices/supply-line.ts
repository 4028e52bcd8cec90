import type { Slot } from "@/lib/devices/types";
import { useTranslations } from "@/lib/i18n/intl";

/** Returns a function that sums up a device's supplies: "4 ink cartridges", or "3 supplies" if mixed. */
export function useSupplyLine(): (slots: readonly Slot[]) => string {
  const t = useTranslations("supply");
  return (slots) => {
    const kind = slots[0]?.supply;
    const isOneKind = kind && slots.every((slot) => slot.supply === kind);
    const key = isOneKind && t.has(kind as "supply") ? (kind as "supply") : "supply";
    return t(key, { count: slots.length });
  };
}
