export { type CustomerCard, findCard } from "./find-card";
export { findLinkMail } from "./find-link-mail";
export type { NoCard } from "./find-offered";
export { mailLink } from "./mail-link";
export type { CardRequest } from "./types";
export { viewCard } from "./view-card";
