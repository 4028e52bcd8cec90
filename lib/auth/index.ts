export { browserCookie, browserCookieLife, serialiseCookie, sessionCookie, signInCookies } from "./cookies";
export { identityProvider } from "./identity-provider";
export { logOutByProvider } from "./log-out-by-provider";
export { auditNetworkOf, networkOf } from "./network-of";
export { endAllSessions, endOwnSession, isFresh, listSessions } from "./own-sessions";
export { runNextAuth } from "./run-next-auth";
export { safeCallback } from "./safe-callback";
export { endSession, findViewer } from "./sessions";
export { signInByCode } from "./sign-in-by-code";
export { signOutUrl } from "./sign-out-url";
export { hashToken, newToken } from "./tokens";
export type { OwnSession } from "./types";
export {
  deskOf,
  getViewer,
  requireCustomer,
  requireFresh,
  requireStaff,
  signInAgain,
  signInFor,
} from "./viewer";
