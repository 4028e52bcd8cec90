export { type CustomerCard, findCard, type NoCard } from "./find-card";
export { findCustomer } from "./find-customer";
export { findStaffReturn } from "./find-staff-return";
export { openForCustomer } from "./open-for-customer";
export { returnStaffLaunches } from "./return-staff-launches";
export {
  type CustomerProfile,
  type ReasonProblem,
  type ReturnedStaffLaunch,
  reasonProblems,
} from "./types";
