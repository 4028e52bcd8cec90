import { z } from "zod";
import { sensors } from "@/lib/dash";

/** One consumable with one inventory sensor. */
export const Slot = z.object({ name: z.string(), supply: z.string(), sensor: z.enum(sensors) });
/** A slot. */
export type Slot = z.infer<typeof Slot>;

/** Characters of an input that are read; the rest is ignored. */
const maxLength = 200;

// Accepts full-width letters and the dashes that keyboards insert for hyphens, and drops invisible pasted
// characters.
const normalize = (text: string) =>
  text
    .slice(0, maxLength)
    .normalize("NFKC")
    .replace(/[\p{Pd}\u2212\u30fc]/gu, "-")
    .replace(/\s+/gu, " ")
    .replace(/\p{C}/gu, "")
    .trim()
    .toUpperCase();

/** A model id, unchanged apart from NUL, which PostgreSQL rejects. */
export const ModelId = z.string().transform((text) => text.slice(0, maxLength).replaceAll("\0", ""));
/** A parsed model id. */
export type ModelId = z.output<typeof ModelId>;

/** A serial number in upper case: as typed, and without the spaces that labels print for readability. */
export const Serial = z.string().transform((text) => {
  const typed = normalize(text);
  return { typed, joined: typed.replaceAll(" ", "") };
});
/** Both spellings of a serial number. */
export type Serial = z.output<typeof Serial>;

/** A claim code in upper case, without spaces and hyphens. */
export const ClaimCode = z.string().transform((text) => normalize(text).replace(/[ -]/g, ""));

/** A unit as named in a link from the partner. */
export const UnitHint = z.object({ modelId: ModelId, serial: Serial.nullable() });

/** The three values printed on a device. */
export const Claim = z.object({ modelId: ModelId, serial: Serial, code: ClaimCode });
/** A parsed claim. */
export type Claim = z.output<typeof Claim>;
/** A claim as typed. */
export type ClaimText = z.input<typeof Claim>;
