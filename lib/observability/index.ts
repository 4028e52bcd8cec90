export { captureConsole } from "./capture-console";
export { cleanText } from "./clean-text";
export { getReference, isReference, newReference, runForRequest, runOutsideRequests } from "./context";
export { log, logFailure } from "./log";
export { hashPerson, logSecurity, namePerson, type PersonHash } from "./security-log";
export { isSqlState } from "./sql-state";
