import { useTranslations } from "next-intl";
import type { Slot } from "@/lib/devices/types";

/** A device's supplies in one line: "4 ink cartridges", or "3 supplies" when they are of several kinds. */
export function useSupplyLine(): (slots: readonly Slot[]) => string {
  const t = useTranslations("supply");
  return (slots) => {
    const kind = slots[0]?.supply;
    const alike = kind && slots.every((slot) => slot.supply === kind);
    const key = alike && t.has(kind as "supply") ? (kind as "supply") : "supply";
    return t(key, { count: slots.length });
  };
}
