export {
  purgeChanges,
  purgeCodes,
  purgeDevices,
  purgeImportFiles,
  purgeImportRows,
  purgeImports,
  purgeLaunches,
  purgeLimits,
  purgeSessions,
  purgeStaffLaunches,
} from "./purge";
