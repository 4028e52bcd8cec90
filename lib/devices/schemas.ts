import { z } from "zod";
import { sensors } from "@/lib/dash";

/** One consumable with one inventory sensor. */
export const Slot = z.object({ name: z.string(), supply: z.string(), sensor: z.enum(sensors) });
/** A slot. */
export type Slot = z.infer<typeof Slot>;

/** A vendor code among a customer's devices, with the names of their models under it in the reader's language. */
export const Vendor = z.object({ vendorCode: z.string(), models: z.array(z.string()) });
/** A vendor. */
export type Vendor = z.infer<typeof Vendor>;

/** Characters of an input that are read; the rest is ignored. */
const maxLength = 200;

// Accepts full-width letters, and drops what labels and keyboards insert: spaces, dashes, invisible characters.
const fold = (text: string) =>
  text
    .slice(0, maxLength)
    .normalize("NFKC")
    .replace(/[\p{Pd}\u2043\u2212\u30fc\s\p{C}]/gu, "")
    .toUpperCase();

/** A model id, unchanged apart from NUL, which PostgreSQL rejects. */
export const ModelId = z.string().transform((text) => text.slice(0, maxLength).replaceAll("\0", ""));
/** A parsed model id. */
export type ModelId = z.output<typeof ModelId>;

/** A typed serial number as `devices.serial_key` has it: in upper case, without spaces and hyphens. */
export const Serial = z.string().transform(fold);
/** A folded serial number. */
export type Serial = z.output<typeof Serial>;

/** A claim code in upper case, without spaces and hyphens. */
export const ClaimCode = z.string().transform(fold);

/** A unit as named in a link from the partner. */
export const UnitHint = z.object({ modelId: ModelId, serial: Serial.nullable() });

/** The three values printed on a device. */
export const Claim = z.object({ modelId: ModelId, serial: Serial, code: ClaimCode });
/** A parsed claim. */
export type Claim = z.output<typeof Claim>;
/** A claim as typed. */
export type ClaimText = z.input<typeof Claim>;
