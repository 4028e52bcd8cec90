export { findCustomerByNumber } from "./find-by-number";
export { type CustomerQuery, viewCustomer } from "./view-customer";
