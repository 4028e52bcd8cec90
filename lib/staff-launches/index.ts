export { findStaffReturn, viewStaffReturn } from "./find-staff-return";
export { openForCustomer } from "./open-for-customer";
export { returnStaffLaunches } from "./return-staff-launches";
