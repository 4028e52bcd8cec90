export { findCard } from "./find-card";
export { findLinkMail } from "./find-link-mail";
export { aboutCard } from "./find-offered";
export { mailLink } from "./mail-link";
export type { CardRequest, CustomerCard } from "./types";
export { type CardView, viewCard } from "./view-card";
