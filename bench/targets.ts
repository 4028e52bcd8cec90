// What the figures should be, and whether they are.
import { formatTable } from "./document";

export type Target = {
  title: string;
  /** Exactly one of the two. */
  least?: number;
  most?: number;
  /** Undefined if it was not measured. */
  found: number | undefined;
  digits: number;
};

/** At least so much of the requests a second of their references. */
export const shares = {
  "launch, new": 0.5,
  "launch, again": 0.5,
  "return, nothing open": 0.55,
  "device page": 0.35,
  "list of 24": 0.35,
  welcome: 0.8,
};

/** At least so many times the requests a second of a peer. */
export const timesPeer = { "device page": 1.8, "list of 24": 1.8 };

/** At most so many bytes of HTML. */
export const htmlBytes = { "device page": 25_000, "list of 24": 45_000 };

/** At most so many MB after all requests, and during the last at most so many times those during the first. */
export const memory = { after: 350, growth: 1.1 };

/** At most so many times the time with many customers as with few. */
export const growth = 1.2;

/** Says of each target whether it is met. */
export function formatTargets(targets: Target[]): string {
  const rows = targets.map(({ title, least, most, found, digits }) => {
    const format = (number: number) =>
      number.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
    const isMet = found !== undefined && found >= (least ?? found) && found <= (most ?? found);
    const wanted = least === undefined ? `≤ ${format(most ?? 0)}` : `≥ ${format(least)}`;
    if (found === undefined || Number.isNaN(found)) return [title, wanted, "", "not measured"];
    return [title, wanted, format(found), isMet ? "met" : "missed"];
  });
  return formatTable(["target", "wanted", "measured", ""], rows);
}
