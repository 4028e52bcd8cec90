export {
  purgeChanges,
  purgeCodes,
  purgeDevices,
  purgeImportFiles,
  purgeImportRows,
  purgeImports,
  purgeKnownBrowsers,
  purgeLaunches,
  purgeLimits,
  purgeSessions,
  purgeSignIns,
  purgeStaffLaunches,
} from "./purge";
