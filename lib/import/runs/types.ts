import type { FileFault, FileOptions, FileReading, Repair } from "../files/types";
import type { ImportCounts, Reason } from "../types";

/** What to do with a file, beside how to read it. */
export type RunOptions = FileOptions & {
  /** Whether devices that the file lacks are removed. */
  sync?: boolean;
  /** Whether they are, even if they are many. */
  force?: boolean;
};

/** Repairs of one kind, counted. */
export type CountedRepair = Repair & { count: number };

/** What a run has found so far. */
export type RunFindings = {
  counts: ImportCounts;
  repairs: CountedRepair[];
  /** Lines whose customer shares the address with others; the first ones. */
  shared: number[];
  /** How many lines these are. */
  sharedCount: number;
  /** Devices of the partner that the file lacks, and of how many; null while nobody has looked. */
  missing: { devices: number; of: number } | null;
};

export const runStates = ["checking", "checked", "applying", "applied", "failed"] as const;
/** One of these. */
export type RunState = (typeof runStates)[number];

/**
 * Why a run failed: the file, devices that would be removed, whoever started it is no administrator any longer, or
 * something unexpected, with the reference of its line in the log.
 */
export type RunFault =
  | FileFault
  | { code: "sync-many"; devices: number; of: number }
  | { code: "sync-unread" }
  | { code: "writer-gone" }
  | { code: "broken-off"; reference: string };

/** Codes beside those of files, for tests of words. */
export const runFaultCodes = ["sync-many", "sync-unread", "writer-gone", "broken-off"] as const;

/** An import as administrators see it. */
export type ImportRun = {
  id: string;
  fileName: string;
  source: "browser" | "command";
  state: RunState;
  /** Name of who started it; null for the command, and for somebody who is no longer known. */
  createdBy: string | null;
  options: RunOptions;
  reading: FileReading | null;
  findings: RunFindings;
  fault: RunFault | null;
  /** Whether its rows are written, or were until it failed. */
  writes: boolean;
  line: number;
  lines: number | null;
  createdAt: Date;
  movedAt: Date;
  finishedAt: Date | null;
  /** Whether it gives no sign of life, though it should. */
  isStuck: boolean;
  /** Whether its file is still there. */
  hasFile: boolean;
};

/** A rejected row of a run. */
export type Reject = { line: number; cells: string[]; reasons: Reason[] };
