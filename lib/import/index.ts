export { readDiscovery } from "./discovery/read-discovery";
export type { DraftModel, Fault, Remark } from "./discovery/types";
export { fields, isField, listFields } from "./files/fields";
export { type OpenFile, openFile, type RefusedFile } from "./files/open-file";
export {
  type Column,
  type DateOrder,
  delimiters,
  type Encoding,
  encodingNames,
  encodings,
  type FileFault,
  type FileFaultCode,
  type FileOptions,
  type FileReading,
  type Layout,
  largestFile,
  longestLine,
  plainFaultCodes,
  type Repair,
  type Row,
  type Target,
} from "./files/types";
export { type Rejected, writeRejected } from "./files/write-rejected";
export { importRows, type WriteLines } from "./import-rows";
export { CustomerItem, DeviceItem, ImportItem } from "./item";
export { chooseMatching, matchFile } from "./match-file";
export { cutValue, describeIssue, type Reason, type ReasonCode } from "./reasons";
export { createRehearsal } from "./rehearsal";
export { breakOffRun, continueRun } from "./runs/continue-run";
export { addReport, createFindings } from "./runs/findings";
export { exportRejects, listRejects } from "./runs/list-rejects";
export { findRun, listRuns } from "./runs/list-runs";
export { discardRun, requestApply, requestCheck, startCheck } from "./runs/request-run";
export { type OpenRun, type RunStep, runFile } from "./runs/run-file";
export { dropFile, readFile, type StoredFile, storeFile } from "./runs/store-file";
export { startRun } from "./runs/store-run";
export type { ImportRun, Reject, RunFault, RunFindings, RunOptions } from "./runs/types";
export { createSeenUnits } from "./sync";
export {
  addCounts,
  type BatchReport,
  createCounts,
  foundResults,
  type ImportCounts,
  type LineOutcome,
  type Matches,
  type MatchReport,
  matchResults,
  type Outcome,
  outcomes,
  type RejectedRow,
} from "./types";
export { describeWith } from "./words";
export { batchSize, type CheckedLine, createWriter, type ImportWriter, writeBatch } from "./write-batch";
