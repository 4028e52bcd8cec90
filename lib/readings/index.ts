export { readReport } from "./read-report";
export { storeReports } from "./store-reports";
export type { Fault, Receipt, Report } from "./types";
export { faultCodes, outcomes } from "./types";
