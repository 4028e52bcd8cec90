export { endStaffSessions, signInStaff } from "./sign-in-staff";
