const trimIssuer = (issuer: string) => issuer.replace(/\/$/, "");

/** Whether two issuers are the same, ignoring a trailing slash. */
export const isSameIssuer = (one: string, other: string) => trimIssuer(one) === trimIssuer(other);

/** Lists both spellings of an issuer, without and with a trailing slash. */
export const listIssuerForms = (issuer: string) => [trimIssuer(issuer), `${trimIssuer(issuer)}/`];

/** Builds the URL of an issuer's discovery document (OpenID Connect Discovery 1.0). */
export const buildDiscoveryUrl = (issuer: string) => `${trimIssuer(issuer)}/.well-known/openid-configuration`;
