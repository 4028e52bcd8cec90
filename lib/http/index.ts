export {
  browserCookieLife,
  getBrowserCookieName,
  getCookieOptions,
  getSessionCookieName,
  listSignInCookieNames,
  serialiseCookie,
} from "./cookies";
export { readAuditNetwork, readNetwork } from "./networks";
export { createPagePolicy, setSecurityHeaders } from "./security-headers";
