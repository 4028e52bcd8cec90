import { type ImportRun, type Outcome, outcomes } from "@/lib/import/types";

/** Adds up what became of customers and devices; rows that are neither count as rejected. */
export const sumOutcomes = ({ counts }: ImportRun["findings"]): Record<Outcome, number> =>
  Object.fromEntries(
    outcomes.map((outcome) => [
      outcome,
      counts.customers[outcome] + counts.devices[outcome] + (outcome === "rejected" ? counts.unread : 0),
    ]),
  ) as Record<Outcome, number>;
