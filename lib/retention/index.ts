export {
  purgeChanges,
  purgeCodes,
  purgeDevices,
  purgeLaunches,
  purgeLimits,
  purgeSessions,
  purgeStaffLaunches,
} from "./purge";
