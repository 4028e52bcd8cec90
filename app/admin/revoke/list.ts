import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { z } from "zod";
import { ModelId, mostUnits, PartnerSerial, Serial } from "@/lib/devices";
import { type Result, refuse, succeed } from "@/lib/result";

/** Units of one model to revoke, none twice. It stands in the page's address, so nothing is stored before it is done. */
const UnitList = z.strictObject({
  modelId: z.string().min(1).max(200),
  serials: z
    .array(PartnerSerial)
    .min(1)
    .max(mostUnits)
    .refine((serials) => new Set(serials.map((serial) => Serial.parse(serial))).size === serials.length),
  /** How many lines were left out because they repeat others. */
  repeated: z.int().min(0),
});
type UnitList = z.infer<typeof UnitList>;

/** Longest list in an address, in characters: servers in front of the portal often take 8 kB. */
const maxInAddress = 7000;
/** In bytes, so that a small address cannot fill the memory. */
const maxBytes = 512 * 1024;

type Fault = "units-none" | "units-many" | "units-malformed";

/** Reads serial numbers, one a line; empty lines do not count. */
export function readLines(model: string, text: string): Result<UnitList, Fault> {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|[\r\n]/);
  const given = lines.map((line) => line.trim()).filter(Boolean);
  if (given.length === 0) return refuse("units-none");
  if (!given.every((line) => PartnerSerial.safeParse(line).success && Serial.parse(line) !== ""))
    return refuse("units-malformed");
  // The first spelling counts.
  const byKey = new Map<string, string>();
  for (const line of given) byKey.set(Serial.parse(line), byKey.get(Serial.parse(line)) ?? line);
  const serials = [...byKey.values()];
  if (serials.length > mostUnits) return refuse("units-many");
  return succeed({
    modelId: ModelId.parse(model),
    serials,
    repeated: given.length - serials.length,
  });
}

/** Writes a list as a word for an address or a form. */
export function writeList(list: UnitList): string {
  const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
  return brotliCompressSync(JSON.stringify(list), { params }).toString("base64url");
}

/** Whether an address can hold a list. */
export const fitsAddress = (word: string): boolean => word.length <= maxInAddress;

/** Reads what `writeList` wrote; null for anything else. */
export function readList(word: string | null): UnitList | null {
  if (!word || !fitsAddress(word)) return null;
  try {
    const json = brotliDecompressSync(Buffer.from(word, "base64url"), { maxOutputLength: maxBytes });
    return UnitList.safeParse(JSON.parse(json.toString())).data ?? null;
  } catch {
    return null;
  }
}

/** Names the units of a list. */
export const listUnits = ({ modelId, serials }: UnitList) => serials.map((serial) => ({ modelId, serial }));
