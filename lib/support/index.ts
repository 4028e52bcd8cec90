export { findCustomerByNumber } from "./find-by-number";
export { findCandidates } from "./find-candidates";
export { type CustomerQuery, viewCustomer } from "./view-customer";
export { viewProfile } from "./view-profile";
