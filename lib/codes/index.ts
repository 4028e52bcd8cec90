export { countRequest } from "./count-request";
export { deriveCode } from "./derive-code";
export { findCode } from "./find-code";
export { noteBrowser } from "./known-browsers";
export { loadCode } from "./load-code";
export { codeMinutes, requestCode } from "./request-code";
export { tryCode } from "./try-code";
export type { CodeProblem, CodePurpose, CodeRequest, CodeState } from "./types";
