export { type CustomerQuery, viewCustomer } from "./view-customer";
