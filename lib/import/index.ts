export { readDiscovery } from "./discovery/read-discovery";
export type { DraftModel, Fault, Remark } from "./discovery/types";
export { CustomerItem, DeviceItem, ImportItem } from "./item";
export {
  addCounts,
  createCounts,
  type ImportCounts,
  type LineOutcome,
  type Outcome,
  outcomes,
} from "./types";
export { batchSize, type CheckedLine, createWriter, type ImportWriter, writeBatch } from "./write-batch";
