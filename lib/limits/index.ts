export { retryAfter } from "./find-wait";
export type { Limit } from "./limiter";
export { refund } from "./return-point";
export { consume } from "./take-point";
