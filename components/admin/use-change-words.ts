import { isolate } from "@/components/ui/isolate";
import { formatCountry } from "@/lib/i18n/countries";
import { useFormatter, useLocale, useTranslations } from "@/lib/i18n/intl";
import type { Change, Slot } from "@/lib/models/types";
import { useFieldName } from "./use-field-name";

/** A change in words: what changes, and both values; null for a value that does not stand alone. */
export type ChangeWords = { what: string; before: string | null; after: string | null };

/** Returns a function that says a change in words. */
export function useChangeWords(): (change: Change) => ChangeWords {
  const t = useTranslations("models.change");
  const format = useFormatter();
  const language = useLocale();
  const nameField = useFieldName();
  const nameValue = useValueName();
  const list = (words: string[]) => (words.length > 0 ? format.list(words) : t("none"));
  return ({ path, before, after }) => {
    const [field = "", ...rest] = path;
    if (field !== "slots") {
      if (field !== "countries")
        return { what: nameField(path), before: nameValue(field, before), after: nameValue(field, after) };
      const names = (codes: unknown) =>
        list((codes as string[]).map((code) => formatCountry(code, language)));
      return { what: nameField(path), before: names(before), after: names(after) };
    }
    const [instance = "", ...inSlot] = rest;
    if (rest.length === 0)
      return { what: t("order"), before: list(before as string[]), after: list(after as string[]) };
    if (inSlot.length > 0) {
      const what = t("inSlot", { slot: isolate(instance), field: nameField(inSlot) });
      const name = inSlot[0] ?? "";
      return { what, before: nameValue(name, before), after: nameValue(name, after) };
    }
    const slot = (after ?? before) as Slot;
    const text = `${isolate(slot.name)} (${isolate(slot.instance)})`;
    return after
      ? { what: t("slotAdded"), before: null, after: text }
      : { what: t("slotRemoved"), before: text, after: null };
  };
}

/** Fields whose values are words of a list, with the group of their names in messages/. */
const choices = ["drawing", "supply", "sensor", "measurement"] as const;

/** Returns a function that writes a field's value for people. */
function useValueName() {
  const t = useTranslations("models");
  const format = useFormatter();
  return (field: string, value: unknown): string => {
    if (field === "forecast") return t(value === false ? "change.forecastOff" : "change.forecastOn");
    if (value === undefined || value === null) return t("change.none");
    if (field === "pictureHash") return t("change.picture", { id: String(value).slice(0, 6) });
    if (typeof value === "number") return format.number(value, { maximumFractionDigits: 20 });
    const choice = choices.find((each) => each === field);
    if (choice) return t(`choices.${choice}.${value as "supply"}` as "choices.supply.supply");
    if (field === "silentAfter") {
      const [, days, hours] = String(value).match(/^P(?:(\d+)D)?(?:T(\d+)H)?$/) ?? [];
      return [
        ...(days ? [t("change.days", { count: Number(days) })] : []),
        ...(hours ? [t("change.hours", { count: Number(hours) })] : []),
      ].join(" ");
    }
    return isolate(String(value));
  };
}
