import type { Reason } from "../reasons";
import type { Repair } from "./types";

/** What a cell says: a value, told if it is not what stands there, or the reason why it says none. */
export type CellReading<Value = string> =
  | { value: Value; repair?: Repair["code"]; reason?: undefined }
  | { reason: Unread };
/** A reason without the field and the value, which the caller knows. */
export type Unread =
  | { code: Exclude<Extract<Reason, { field: string; value: string }>["code"], "long" | "date-ambiguous"> }
  | { code: "date-ambiguous"; dmy: string; mdy: string };

/** Most texts that are remembered, and the longest, so that no file fills the memory. */
const [mostTexts, longestText] = [1000, 100];

/** Remembers what texts say: files repeat few countries, languages and flags. */
export function remember<Value>(
  read: (text: string) => CellReading<Value>,
): (text: string) => CellReading<Value> {
  const known = new Map<string, CellReading<Value>>();
  return (text) => {
    const found = known.get(text);
    if (found) return found;
    const reading = read(text);
    if (known.size < mostTexts && text.length <= longestText) known.set(text, reading);
    return reading;
  };
}
