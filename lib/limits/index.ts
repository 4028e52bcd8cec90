export { findWait } from "./find-wait";
export type { Limit } from "./limiter";
export { returnPoint } from "./return-point";
export { takePoint } from "./take-point";
