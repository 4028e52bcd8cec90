export { finishSignIn } from "./oidc/finish-sign-in";
export { readIdentityProvider } from "./oidc/identity-provider";
export { countProviderKeys, inspectProvider, tryClient } from "./oidc/inspect-provider";
export { buildDiscoveryUrl } from "./oidc/issuer";
export { logOutByProvider } from "./oidc/log-out-by-provider";
export { logOutInFrame } from "./oidc/log-out-in-frame";
export { removeOpenSignIns } from "./oidc/open-sign-ins";
export { buildSignOutRequest, writeSignOutUrl } from "./oidc/sign-out-request";
export { startSignIn } from "./oidc/start-sign-in";
export { findLastReadings, findReport } from "./sessions/find-report";
export { endAllSessions, endOwnSession, isFresh, listSessions, listSignIns } from "./sessions/own-sessions";
export { openText, sealText } from "./sessions/sealed-text";
export { endSession, findViewer, sessionScope } from "./sessions/sessions";
export { signInByCode } from "./sessions/sign-in-by-code";
export { hashToken, newToken } from "./sessions/tokens";
export {
  buildHomePath,
  getViewer,
  logDenied,
  requireCustomer,
  requireFresh,
  requireFreshAdmin,
  requireStaff,
} from "./sessions/viewer";
export type { OwnSession, OwnSignIn } from "./types";
