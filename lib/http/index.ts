export {
  browserCookieLife,
  getBrowserCookieName,
  getCookieOptions,
  getLanguageCookieName,
  getSessionCookieName,
  nameCookie,
  serialiseCookie,
  signInCookieBase,
  signInCookieLife,
} from "./cookies";
export { peerHeader, readAuditNetwork, readNetwork } from "./networks";
export { createPagePolicy, createStrictPolicy, listBaseHeaders } from "./security-headers";
