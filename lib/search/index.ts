export { searchCustomers } from "./search-customers";
