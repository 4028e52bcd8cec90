export { type CustomerCard, findCard, type NoCard } from "./find-card";
export { findCustomer } from "./find-customer";
export type { CustomerDevice, CustomerProfile, CustomerView, Timeline, TimelineEntry } from "./types";
export { type CustomerQuery, viewCustomer } from "./view-customer";
