export { type CustomerCard, findCard } from "./find-card";
export { findCustomer } from "./find-customer";
export { findLinkMail, type LinkMailFacts } from "./find-link-mail";
export type { NoCard } from "./find-offered";
export { type MailedLink, mailLink } from "./mail-link";
export type {
  CardRequest,
  CustomerDevice,
  CustomerProfile,
  CustomerView,
  Timeline,
  TimelineEntry,
} from "./types";
export { type ShownLink, viewCard } from "./view-card";
export { type CustomerQuery, viewCustomer } from "./view-customer";
