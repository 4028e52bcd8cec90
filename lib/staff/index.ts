export { endSessionsOf } from "./end-sessions-of";
export { listStaff } from "./list-staff";
export { endStaffSessions, signInStaff } from "./sign-in-staff";
