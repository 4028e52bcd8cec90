export { captureConsole } from "./capture-console";
export { cleanText } from "./clean-text";
export { getReference, isReference, newReference, runForRequest, runOutsideRequests } from "./context";
export { explainCertificate, findCertificateFix } from "./explain-certificate";
export { log, logFailure } from "./log";
export { count, isMeasuring, setMeter, time } from "./metrics";
export { hashPerson, logSecurity, namePerson, type PersonHash } from "./security-log";
export { getTraceId, isTracing, startSpan } from "./spans";
export { isSqlState } from "./sql-state";
