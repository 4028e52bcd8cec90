export { findReturn } from "./find-return";
export { type CardLink, linkCard, offerCard } from "./link-card";
export { openLaunch } from "./open-launch";
export { returnLaunches } from "./return-launches";
export type { LaunchSettings, ReturnedLaunch } from "./types";
