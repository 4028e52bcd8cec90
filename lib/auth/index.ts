export { browserCookie, browserCookieLife, serialiseCookie, sessionCookie } from "./cookies";
export { identityProvider } from "./identity-provider";
export { runNextAuth } from "./run-next-auth";
export { safeCallback } from "./safe-callback";
export { endSession, findViewer } from "./sessions";
export { signOutUrl } from "./sign-out-url";
export { hashToken, newToken } from "./tokens";
export { deskOf, getViewer, requireCustomer, requireStaff } from "./viewer";
