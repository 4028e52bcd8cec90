import { createHash } from "node:crypto";
import type { Fields } from "@/components/admin/fields";
import type { StoredContent } from "@/lib/models/types";

/** Names a slot in the form. The name stays when slots before it come or go. */
export const nameSlot = (instance: string): string =>
  createHash("sha256").update(instance).digest("base64url").slice(0, 10);

const spread = (name: string, texts: Record<string, string>) =>
  Object.entries(texts).map(([key, text]) => [`${name}.${key}`, text] as const);

/** Writes a model's content as fields of the form. */
export function writeFields(content: StoredContent): Fields {
  const { name, names, drawing, pictureHash, vendorCode, countries, silentAfter, noLevel, noLevels, slots } =
    content;
  const [, days, hours] = silentAfter?.match(/^P(?:(\d+)D)?(?:T(\d+)H)?$/) ?? [];
  const all: (readonly [string, string | number | undefined])[] = [
    ["name", name],
    ...spread("name", names),
    ["drawing", drawing],
    ["picture", pictureHash],
    ["vendorCode", vendorCode],
    ...countries.map((code) => [`country.${code}`, "on"] as const),
    ["silent.days", days],
    ["silent.hours", hours],
    ["forecast", content.forecast === false ? "off" : undefined],
    ["noLevel", noLevel],
    ...spread("noLevel", noLevels),
    ["slots", slots.map(({ instance, was }) => nameSlot(was ?? instance)).join(",")],
    ...slots.flatMap(({ names: slotNames, shopUrls, was, ...slot }) => {
      const place = `slot.${nameSlot(was ?? slot.instance)}`;
      return [
        ...Object.entries(slot).map(([key, value]) => [`${place}.${key}`, value] as const),
        ...spread(`${place}.name`, slotNames),
        ...spread(`${place}.shop`, shopUrls),
      ];
    }),
  ];
  return Object.fromEntries(
    all.flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}
