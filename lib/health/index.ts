export { buildLevel } from "@/lib/db";
export { checkReady } from "./check-ready";
export { explainFailure } from "./explain-failure";
export { findHindrance, listRequirements } from "./find-hindrance";
export { type Hindrance, type Requirement, sayHindrance } from "./hindrance";
export {
  findLimitWarning,
  findTlsWarning,
  inspectDatabase,
  judgePooling,
  openConnection,
} from "./inspect-database";
export { listRoleRequirements } from "./inspect-roles";
export { judgeClock, listServerRequirements } from "./inspect-server";
