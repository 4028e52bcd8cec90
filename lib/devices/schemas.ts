import { z } from "zod";
import { sensors } from "@/lib/dash";

/** One consumable with one inventory sensor. */
export const Slot = z.object({ name: z.string(), supply: z.string(), sensor: z.enum(sensors) });
/** One of them. */
export type Slot = z.infer<typeof Slot>;

/** Characters of an input that are read. */
const maxLength = 200;

// Full-width letters and the dashes that keyboards make of a hyphen; what cannot be seen came by pasting.
const normalize = (text: string) =>
  text
    .slice(0, maxLength)
    .normalize("NFKC")
    .replace(/[\p{Pd}\u2212\u30fc]/gu, "-")
    .replace(/\s+/gu, " ")
    .replace(/\p{C}/gu, "")
    .trim()
    .toUpperCase();

/** A model's id to the letter; PostgreSQL refuses NUL. */
export const ModelId = z.string().transform((text) => text.slice(0, maxLength).replaceAll("\0", ""));
/** One that was read. */
export type ModelId = z.output<typeof ModelId>;

/** A serial number in capitals: as somebody typed it, and without the spaces that labels print for reading. */
export const Serial = z.string().transform((text) => {
  const typed = normalize(text);
  return { typed, joined: typed.replaceAll(" ", "") };
});
/** Both spellings. */
export type Serial = z.output<typeof Serial>;

/** A claim code in capitals, without spaces and hyphens. */
export const ClaimCode = z.string().transform((text) => normalize(text).replace(/[ -]/g, ""));

/** What a link of the partner tells of a unit. */
export const UnitHint = z.object({ modelId: ModelId, serial: Serial.nullable() });

/** The three things that are printed on a device. */
export const Claim = z.object({ modelId: ModelId, serial: Serial, code: ClaimCode });
/** One that was read. */
export type Claim = z.output<typeof Claim>;
/** One as somebody typed it. */
export type ClaimText = z.input<typeof Claim>;
