export {
  browserCookieLife,
  getBrowserCookieName,
  getCookieOptions,
  getSessionCookieName,
  listSignInCookieNames,
  serialiseCookie,
} from "./cookies";
export { peerHeader, readAuditNetwork, readNetwork } from "./networks";
export { createPagePolicy, createStrictPolicy, listBaseHeaders } from "./security-headers";
