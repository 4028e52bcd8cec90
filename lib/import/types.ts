import { type MatchOutcome, matchOutcomes } from "@/lib/customers/types";
import type { Problem } from "@/lib/result";
import type { FileReading, Repair, Row } from "./files/types";
import type { Reason } from "./reasons";

/** What became of a line: `left` if the customer deleted their account, or the owner removed the device. */
export const outcomes = ["new", "changed", "same", "left", "rejected"] as const;
/** One of these. */
export type Outcome = (typeof outcomes)[number];

/** How many lines had which outcome, and how many devices were removed because the file lacks them. */
export type ImportCounts = {
  customers: Record<Outcome, number>;
  devices: Record<Outcome, number>;
  /** Lines that do not say what they are. */
  unread: number;
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

/** A row of a file that was not imported, and why. */
export type RejectedRow = Pick<Row, "line" | "cells" | "reasons"> & {
  type: "customer" | "device" | null;
  /** Of the customer, or of the device's owner; null if it could not be read. */
  externalId: string | null;
  modelId: string | null;
};

/** What a batch of a file did. */
export type BatchReport = {
  /** The last line of the batch. */
  line: number;
  outcomes: readonly LineOutcome[];
  rejected: readonly RejectedRow[];
  repairs: readonly Repair[];
};

export {
  type Column,
  type DateOrder,
  type DelimiterName,
  delimiters,
  type Encoding,
  encodingNames,
  encodings,
  type FileOptions,
  type FileReading,
  largestFile,
  type Target,
} from "./files/types";
export type { ImportRun, Reject, RunFault, RunFindings, RunOptions } from "./runs/types";
export type { Reason };

const createTally = () =>
  Object.fromEntries(outcomes.map((outcome) => [outcome, 0])) as Record<Outcome, number>;

/** Creates counts of nothing. */
export const createCounts = (): ImportCounts => ({
  customers: createTally(),
  devices: createTally(),
  unread: 0,
  removed: 0,
});

/** Adds a batch to counts. */
export function addCounts(counts: ImportCounts, { outcomes: found, rejected }: BatchReport): void {
  for (const { type, outcome } of found) if (outcome !== "rejected") counts[`${type}s`][outcome] += 1;
  for (const { type } of rejected) {
    if (type) counts[`${type}s`].rejected += 1;
    else counts.unread += 1;
  }
}

/** How many rows have an outcome, and the first of their lines. */
export type Matches = { count: number; lines: number[] };

/** What a first sign-in would do: find a customer, which the first three do, or not and why. */
export const matchResults = [...matchOutcomes, "unread"] as const;
export const foundResults = ["number", "address", "code"] as const satisfies MatchOutcome[];

/** What first sign-ins of the people in a file would do; `unread` has neither a sign-in id nor an address. */
export type MatchReport = {
  reading: FileReading;
  rows: number;
  outcomes: Record<(typeof matchResults)[number], Matches>;
};
