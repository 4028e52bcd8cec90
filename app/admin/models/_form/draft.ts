import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { z } from "zod";
import { type Fields, listKeys } from "@/components/admin/fields";
import { isField, maxSlots } from "./read-posted";

/** Whether a text has no half of a character, which no address can hold. */
const isWhole = (text: string) => Buffer.from(text).toString() === text;

/**
 * What somebody typed but did not save yet: the fields that differ from the state they saw. It stands in the
 * page's address, so nothing is stored, and the fields that they left alone follow what others save meanwhile.
 */
const Draft = z.strictObject({
  /** Name of the state that the form was made from. */
  seen: z.string().max(22),
  /** Keys of slots that were removed. */
  removed: z.array(z.string().max(12)).max(50),
  fields: z.record(z.string().max(60).refine(isField), z.string().max(3000).refine(isWhole)),
});
export type Draft = z.infer<typeof Draft>;

/** Longest draft in an address, in characters: servers in front of the portal often take 8 kB. */
const maxInAddress = 7000;
const maxInForm = 200_000;
/** In bytes, so that a small address cannot fill the memory. */
const maxBytes = 512 * 1024;

/** Compares what was typed with the fields of the state that was seen. */
export function compareFields(seen: string, base: Fields, typed: Fields): Draft {
  const keys = listKeys(typed);
  const removed = listKeys(base).filter((key) => !keys.includes(key));
  const names = [...new Set([...Object.keys(base), ...Object.keys(typed)])];
  const differ = names.filter((name) => {
    const [first, key = ""] = name.split(".", 2);
    if (first === "slot" && !keys.includes(key)) return false;
    return (base[name] ?? "") !== (typed[name] ?? "");
  });
  return { seen, removed, fields: Object.fromEntries(differ.map((name) => [name, typed[name] ?? ""])) };
}

/** Lays a draft over the fields of the current state. */
export function applyDraft(base: Fields, { removed, fields }: Draft): Fields {
  const merged = { ...base, ...fields };
  const before = listKeys(base);
  const known = (key: string) =>
    before.includes(key) ||
    Object.keys(fields).some((name) => name.startsWith(`slot.${key}.`)) ||
    /^n\d+$/.test(key);
  const typed = [...new Set(listKeys(fields))].filter(known).slice(0, maxSlots);
  const wanted = fields.slots === undefined ? before : typed;
  const added = before.filter((key) => !wanted.includes(key) && !removed.includes(key));
  return { ...merged, slots: [...wanted, ...added].join(",") };
}

/** Writes a draft as a word for an address or a form. */
export function writeDraft(draft: Draft): string {
  const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
  return brotliCompressSync(JSON.stringify(draft), { params }).toString("base64url");
}

/** Whether an address can hold a draft. */
export const fitsAddress = (text: string): boolean => text.length <= maxInAddress;

/** Reads a draft from an address or a form; null for anything that is none. */
export function readDraft(text: unknown): Draft | null {
  if (typeof text !== "string" || text === "" || text.length > maxInForm) return null;
  try {
    const json = brotliDecompressSync(Buffer.from(text, "base64url"), { maxOutputLength: maxBytes });
    return Draft.safeParse(JSON.parse(json.toString())).data ?? null;
  } catch {
    return null;
  }
}
