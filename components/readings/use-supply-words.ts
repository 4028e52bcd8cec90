import { useFormatter, useNow, useTranslations } from "@/lib/i18n/intl";
import type { SupplyView } from "@/lib/readings/types";

type Amount = NonNullable<SupplyView["amount"]>;

/** Amazon's units by those of Unicode; a count of small ones is shown in the larger. */
const units: Record<string, { unit: string; from?: number; larger?: string }> = {
  LITER: { unit: "liter" },
  MILLILITER: { unit: "milliliter", from: 1000, larger: "liter" },
  GALLON: { unit: "gallon" },
  FLUID_OUNCE: { unit: "fluid-ounce" },
  GRAM: { unit: "gram", from: 1000, larger: "kilogram" },
  KILOGRAM: { unit: "kilogram" },
  POUND: { unit: "pound" },
  OUNCE: { unit: "ounce" },
};

/** Returns a function that writes an amount with its unit, in the reader's language. */
export function useAmount(): (amount: Amount, kind: string) => string {
  const t = useTranslations("levels.count");
  const format = useFormatter();
  return ({ value, measurement, unit }, kind) => {
    if (measurement === "percentage")
      // What is left is never shown as nothing.
      return format.number((value < 1 ? Math.ceil(value) : Math.round(value)) / 100, { style: "percent" });
    if (measurement === "count")
      return t.has(kind as "coffee-pod")
        ? t(kind as "coffee-pod", { count: value })
        : format.number(value, { maximumFractionDigits: 1 });
    const known = units[unit ?? ""];
    if (!known) return `${format.number(value, { maximumFractionDigits: 1 })} ${unit ?? ""}`.trim();
    const isLarge = known.larger !== undefined && value >= (known.from ?? Number.POSITIVE_INFINITY);
    return format.number(isLarge ? value / 1000 : value, {
      ...{ style: "unit", unit: isLarge ? known.larger : known.unit, unitDisplay: "short" },
      maximumFractionDigits: isLarge || value < 10 ? 1 : 0,
    });
  };
}

/** Returns a function that says how much of a supply is left, or was used; null if nothing is known. */
export function useSupplyAmount(): (supply: SupplyView) => string | null {
  const t = useTranslations("levels");
  const format = useFormatter();
  const writeAmount = useAmount();
  return ({ sensor, amount, kind, share }) => {
    if (!amount) return null;
    const written = writeAmount(amount, kind);
    if (sensor === "usage") return t("week", { amount: written });
    if (sensor === "level") return written;
    if (amount.value <= 0) return t("usedUp");
    // Wear is estimated: to the nearest five hundredths.
    const rounded = Math.max(5, Math.round((share ?? 0) * 20) * 5) / 100;
    return t("about", { amount: share === null ? written : format.number(rounded, { style: "percent" }) });
  };
}

const hour = 3_600_000;

/** Returns a function that says how long ago something was; from two days on in days. */
export function useAgo(): (at: Date) => string {
  const format = useFormatter();
  const now = useNow();
  return (at) =>
    now.getTime() - at.getTime() < 48 * hour
      ? format.relativeTime(at, now)
      : format.relativeTime(at, { now, unit: "day" });
}
