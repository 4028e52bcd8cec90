const bare = (issuer: string) => issuer.replace(/\/$/, "");

/** Whether two issuers are the same; a slash at the end is not worth a failed sign-in. */
export const isSameIssuer = (one: string, other: string) => bare(one) === bare(other);

/** Both spellings of an issuer. */
export const listIssuerForms = (issuer: string) => [bare(issuer), `${bare(issuer)}/`];

/** Where an issuer publishes its endpoints (OpenID Connect Discovery 1.0). */
export const buildDiscoveryUrl = (issuer: string) => `${bare(issuer)}/.well-known/openid-configuration`;
