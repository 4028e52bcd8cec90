export { deriveCode } from "./derive-code";
export { findCode } from "./find-code";
export { loadCode } from "./load-code";
export { codeMinutes, requestCode } from "./request-code";
export { tryCode } from "./try-code";
export type { CodeProblem, CodePurpose, CodeRequest, CodeState } from "./types";
