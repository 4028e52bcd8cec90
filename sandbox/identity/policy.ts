import { contentSecurityPolicy } from "../shared/page";

/**
 * Chromium applies form-action to every redirect after a form post. The sign-in form redirects to the portal,
 * which may redirect to a Dash page, so form-action allows any site. Nothing else is loosened.
 */
export const identityPolicy = contentSecurityPolicy(["form-action 'self' http: https:"]);
