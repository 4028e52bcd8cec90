export { catchUp, deferSearch } from "./catch-up";
export { searchCustomers } from "./search-customers";
