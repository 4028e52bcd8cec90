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
export { type Networks, peerHeader, readAuditNetwork, readNetworks } from "./networks";
export { createPagePolicy, createStrictPolicy, listBaseHeaders } from "./security-headers";
