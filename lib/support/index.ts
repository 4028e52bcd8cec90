export { type CustomerCard, findCard, type NoCard } from "./find-card";
export { findCustomer } from "./find-customer";
export { searchCustomers } from "./search-customers";
export type { CustomerProfile, CustomerSearch, FoundCustomer, SearchQuery } from "./types";
