export { captureConsole } from "./capture-console";
export { getReference, isReference, newReference, runForRequest } from "./context";
export { log, logFailure } from "./log";
