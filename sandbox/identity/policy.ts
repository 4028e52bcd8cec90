import { contentSecurityPolicy } from "../shared/page";

/**
 * Chromium applies form-action to every redirect that follows a form post. The sign-in form leads to the
 * portal, and a portal may lead straight on to a Dash page: so any site, while nothing else is loosened.
 */
export const identityPolicy = contentSecurityPolicy(["form-action 'self' http: https:"]);
