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
  purgeSignIns,
  purgeStaffLaunches,
} from "./purge";
