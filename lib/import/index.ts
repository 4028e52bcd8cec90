export { readDiscovery } from "./discovery/read-discovery";
export type { DraftModel, Fault, Remark } from "./discovery/types";
