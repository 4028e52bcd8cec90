const trimIssuer = (issuer: string) => issuer.replace(/\/$/, "");

/** Whether two issuers are the same; a slash at the end is not worth a failed sign-in. */
export const isSameIssuer = (one: string, other: string) => trimIssuer(one) === trimIssuer(other);

/** Lists both spellings of an issuer: without and with a slash at the end. */
export const listIssuerForms = (issuer: string) => [trimIssuer(issuer), `${trimIssuer(issuer)}/`];

/** Builds the address where an issuer publishes its endpoints (OpenID Connect Discovery 1.0). */
export const buildDiscoveryUrl = (issuer: string) => `${trimIssuer(issuer)}/.well-known/openid-configuration`;
