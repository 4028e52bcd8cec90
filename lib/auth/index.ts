export { finishSignIn } from "./oidc/finish-sign-in";
export { readIdentityProvider } from "./oidc/identity-provider";
export { logOutByProvider } from "./oidc/log-out-by-provider";
export { removeOpenSignIns } from "./oidc/open-sign-ins";
export { buildSignOutUrl } from "./oidc/sign-out-url";
export { startSignIn } from "./oidc/start-sign-in";
export { findReport } from "./sessions/find-report";
export { endAllSessions, endOwnSession, isFresh, listSessions, listSignIns } from "./sessions/own-sessions";
export { endSession, findViewer } from "./sessions/sessions";
export { signInByCode } from "./sessions/sign-in-by-code";
export { hashToken, newToken } from "./sessions/tokens";
export {
  buildHomePath,
  getViewer,
  logDenied,
  requireCustomer,
  requireFresh,
  requireStaff,
} from "./sessions/viewer";
export type { OwnSession, OwnSignIn } from "./types";
