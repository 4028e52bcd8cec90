export { findReturn } from "./find-return";
export { type CardLink, linkCard, offerCard } from "./link-card";
export { type CardLinks, type LinkList, type LinkTarget, listLinks } from "./list-links";
export { openAccountLaunch } from "./open-account-launch";
export { openLaunch } from "./open-launch";
export { type Returned, returnLaunches } from "./return-launches";
export type { LaunchSettings, OfferSettings, ReturnedLaunch } from "./types";
