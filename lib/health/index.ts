export { buildLevel } from "@/lib/db";
export { checkReady, explainFailure } from "./check-ready";
export { findHindrance } from "./find-hindrance";
