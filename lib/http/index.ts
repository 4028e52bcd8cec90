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
export { peerHeader, readAuditNetwork, readNetworks } from "./networks";
export { isOwnForm } from "./own-form";
export {
  createFramePolicy,
  createPagePolicy,
  createStrictPolicy,
  listBaseHeaders,
  listPageHeaders,
} from "./security-headers";
