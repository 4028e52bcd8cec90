export { readIdentityProvider } from "./oidc/identity-provider";
export { logOutByProvider } from "./oidc/log-out-by-provider";
export { runNextAuth } from "./oidc/run-next-auth";
export { buildSignOutUrl } from "./oidc/sign-out-url";
export { safeCallback } from "./safe-callback";
export { endAllSessions, endOwnSession, isFresh, listSessions } from "./sessions/own-sessions";
export { endSession, findViewer } from "./sessions/sessions";
export { signInByCode } from "./sessions/sign-in-by-code";
export { hashToken, newToken } from "./sessions/tokens";
export {
  getViewer,
  homePath,
  requireCustomer,
  requireFresh,
  requireStaff,
  signInAgain,
  signInFor,
} from "./sessions/viewer";
export type { OwnSession } from "./types";
