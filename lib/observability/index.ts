export { logFailure, newReference } from "./log";
