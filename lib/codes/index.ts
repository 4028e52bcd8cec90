export { deriveCode } from "./code-of";
export { findCode } from "./find-code";
export { loadCode } from "./load-code";
export { readAddress } from "./read-address";
export { codeMinutes, requestCode } from "./request-code";
export { tryCode } from "./try-code";
export type { CodeAnswer, CodePurpose, CodeRequest, CodeState } from "./types";
