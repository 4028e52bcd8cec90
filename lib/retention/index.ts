export { purgeCodes, purgeDevices, purgeLaunches, purgeLimits, purgeSessions } from "./purge";
