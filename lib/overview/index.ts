export { viewOverview } from "./view-overview";
