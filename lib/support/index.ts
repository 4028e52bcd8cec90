export { type CustomerCard, findCard } from "./find-card";
export { findCustomer } from "./find-customer";
export { findLinkMail, type LinkMailFacts } from "./find-link-mail";
export type { NoCard } from "./find-offered";
export { findStaffReturn, viewStaffReturn } from "./find-staff-return";
export { type MailedLink, mailLink } from "./mail-link";
export { openForCustomer } from "./open-for-customer";
export { returnStaffLaunches } from "./return-staff-launches";
export { searchCustomers } from "./search-customers";
export type {
  CardRequest,
  CustomerDevice,
  CustomerProfile,
  CustomerSearch,
  CustomerView,
  FoundCustomer,
  ReasonProblem,
  ReturnedStaffLaunch,
  SearchQuery,
  Timeline,
  TimelineEntry,
} from "./types";
export { reasonProblems } from "./types";
export { type ShownLink, viewCard } from "./view-card";
export { type CustomerQuery, viewCustomer } from "./view-customer";
