import { fold } from "@/lib/names";
import { type CellReading, remember } from "./reading";

const yes = ["true", "yes", "y", "1", "x", "on", "ja", "j", "wahr", "oui", "o", "vrai", "si", "s", "vero"];
const no = ["false", "no", "n", "0", "off", "nein", "falsch", "non", "faux", "falso", "nao"];
const flags = new Map([
  ...[...yes, "verdadero", "verdadeiro", "sim", "はい", "有", "真"].map((word) => [word, true] as const),
  ...[...no, "いいえ", "無", "偽"].map((word) => [word, false] as const),
]);

/** Reads yes or no in one of the portal's languages, as databases and as Excel write it. */
export const readFlag = remember((text: string): CellReading<boolean> => {
  const value = flags.get(fold(text));
  if (value === undefined) return { reason: { code: "flag-malformed" } };
  return text === String(value) ? { value } : { value, repair: "flag" };
});
