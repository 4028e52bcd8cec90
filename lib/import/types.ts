import type { Problem } from "@/lib/result";

/** What became of a line: `left` if the customer deleted their account, or the owner removed the device. */
export const outcomes = ["new", "changed", "same", "left", "rejected"] as const;
/** One of these. */
export type Outcome = (typeof outcomes)[number];

/** How many lines had which outcome, and how many devices were removed because the file lacks them. */
export type ImportCounts = {
  customers: Record<Outcome, number>;
  devices: Record<Outcome, number>;
  removed: number;
};

/** What became of one line; `problem` if it was rejected. */
export type LineOutcome = {
  line: number;
  type: "customer" | "device";
  outcome: Outcome;
  problem?: Problem;
  /** Whether others have the customer's address, too: no code sent to it signs anyone in. */
  sharesAddress: boolean;
};

/** Creates counts of nothing. */
export function createCounts(): ImportCounts {
  const nothing = () =>
    Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  return { customers: nothing(), devices: nothing(), removed: 0 };
}

/** Adds lines to counts. */
export function addCounts(
  counts: ImportCounts,
  lines: readonly Pick<LineOutcome, "type" | "outcome">[],
): void {
  for (const { type, outcome } of lines) counts[`${type}s`][outcome] += 1;
}
