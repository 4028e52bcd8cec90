export { type CustomerCard, findCard, type NoCard } from "./find-card";
export { findCustomer } from "./find-customer";
export type { CustomerProfile } from "./types";
