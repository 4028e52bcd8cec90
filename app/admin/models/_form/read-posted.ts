import { type Fields, listKeys } from "@/components/admin/fields";

const tag = "[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?";
const inSlot = `instance|name(?:\\.${tag})?|supply|sensor|measurement|unit|lowAt|capacity|partNumber|shop\\.[A-Z]{2}`;
const known = new RegExp(
  `^(?:(?:name|noLevel)(?:\\.${tag})?|drawing|picture|vendorCode|country\\.[A-Z]{2}|silent\\.(?:days|hours)|slot\\.[\\w-]{1,12}\\.(?:${inSlot}))$`,
);

/** Whether the form has a field of this name. */
export const isField = (name: string): boolean => name === "slots" || known.test(name);

/** Most slots of a model. */
export const maxSlots = 50;
/** In UTF-16 units: more than any field may have, so that its problem can be named. */
const maxLength = 2100;

/** Reads the form's fields, as typed. What is no field of the form is left out. */
export function readPosted(form: FormData): Fields {
  const slots = [...new Set(String(form.get("slots") ?? "").split(",", 200))]
    .filter((key) => /^[\w-]{1,12}$/.test(key))
    .slice(0, maxSlots);
  const place = new Set(slots);
  const fields: Record<string, string> = { slots: slots.join(",") };
  for (const [name, value] of form) {
    if (typeof value !== "string" || !known.test(name)) continue;
    const [first, key = ""] = name.split(".", 2);
    if (first === "slot" && !place.has(key)) continue;
    // HTML has no NUL, and half of a character has no UTF-8.
    fields[name] ??= Buffer.from(value.slice(0, maxLength)).toString().replaceAll("\0", "");
  }
  return fields;
}

const fieldsOf = (fields: Fields, key: string) =>
  Object.keys(fields).filter((name) => name.startsWith(`slot.${key}.`));

/** Adds, removes or moves a slot, as a button says: `add`, `remove:{key}`, `up:{key}` or `down:{key}`. */
export function changeSlots(fields: Fields, wish: string): { fields: Fields; key: string | null } {
  const keys = listKeys(fields);
  const [what, wanted = ""] = wish.split(":", 2);
  if (what === "add" && keys.length < maxSlots) {
    const key = `n${1 + Math.max(0, ...keys.map((each) => Number(each.match(/^n(\d+)$/)?.[1] ?? 0)))}`;
    return { fields: { ...fields, slots: [...keys, key].join(",") }, key };
  }
  const index = keys.indexOf(wanted);
  if (index < 0) return { fields, key: null };
  if (what === "remove") {
    const gone = new Set(fieldsOf(fields, wanted));
    const kept = Object.entries(fields).filter(([name]) => !gone.has(name));
    const slots = keys.filter((key) => key !== wanted).join(",");
    return { fields: { ...Object.fromEntries(kept), slots }, key: null };
  }
  const other = index + (what === "up" ? -1 : what === "down" ? 1 : 0);
  const moved = keys.with(index, keys[other] ?? wanted);
  if (keys[other] !== undefined) moved[other] = wanted;
  return { fields: { ...fields, slots: moved.join(",") }, key: wanted };
}
