export { readDiscovery } from "./discovery/read-discovery";
export type { DraftModel, Fault, Remark } from "./discovery/types";
export { fields, listFields } from "./files/fields";
export { type OpenFile, openFile, type RefusedFile } from "./files/open-file";
export {
  type Column,
  type DateOrder,
  type Encoding,
  encodingNames,
  encodings,
  type FileFault,
  type FileFaultCode,
  type FileOptions,
  type FileReading,
  type Layout,
  type Repair,
  type Row,
  type Target,
} from "./files/types";
export { type Rejected, writeRejected } from "./files/write-rejected";
export { importRows, type WriteLines } from "./import-rows";
export { CustomerItem, DeviceItem, ImportItem } from "./item";
export { type Matches, type MatchReport, matchFile } from "./match-file";
export { cutValue, describeIssue, type Reason, type ReasonCode } from "./reasons";
export { addReport, createFindings } from "./runs/findings";
export { type OpenRun, type RunStep, runFile } from "./runs/run-file";
export { startRun } from "./runs/store-run";
export type { RunFault, RunFindings, RunOptions } from "./runs/types";
export {
  addCounts,
  type BatchReport,
  createCounts,
  type ImportCounts,
  type LineOutcome,
  type Outcome,
  outcomes,
  type RejectedRow,
} from "./types";
export { batchSize, type CheckedLine, createWriter, type ImportWriter, writeBatch } from "./write-batch";
