export { captureConsole } from "./capture-console";
export { getReference, isReference, newReference, runForRequest, runOutsideRequests } from "./context";
export { log, logFailure } from "./log";
export { isSqlState } from "./sql-state";
