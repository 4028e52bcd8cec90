import { z } from "zod";
import { about, type Group } from "./about";
import { flag, list, origin, roleMap, secureUrl } from "./checks";

/** The sign-in methods, without duplicates. */
export const signInMethods = list
  .transform((items) => [...new Set(items)])
  .pipe(z.array(z.enum(["oidc", "email"], "must be oidc, email or oidc,email")));

// openid-client would append it to any other address.
const discoveryUrl = secureUrl.refine(
  (text) => new URL(text).pathname.includes("/.well-known/"),
  "must be the whole address, with /.well-known/ in its path",
);

export const signIn = {
  title: "Choose how people sign in",
  intro:
    "Customers sign in at your identity provider, with a code that they get by mail, or either way. Staff sign in at the identity provider only.",
  settings: {
    SIGN_IN: signInMethods.default(["oidc"]).register(about, {
      meaning:
        "The ways to sign in: `oidc` (your identity provider), `email` (a code by mail), or both, separated by a comma. With both, the page asks for an e-mail address first, whatever the order here.",
      example: "oidc,email",
    }),
    SELF_SIGN_UP: flag.default(false).register(about, {
      meaning: "Whether a person without a matching record becomes a new customer: `true` or `false`.",
      example: "true",
    }),
    API_MATCH_EMAIL: flag.default(false).register(about, {
      meaning:
        "Whether the address that your systems send gives a new customer number to a customer who signed up without one: `true` or `false`. It does so only if exactly one customer has the address. Turn it on only if your systems verify every address: whoever has the number then has that customer's account.",
      example: "true",
    }),
  },
} satisfies Group;

export const identityProvider = {
  title: "Connect your identity provider",
  intro: "Any OpenID Connect provider works. Without `oidc` in `SIGN_IN` you can leave these settings out.",
  settings: {
    OIDC_ISSUER: secureUrl.optional().register(about, {
      meaning:
        "The issuer, with https, or with http on localhost only. Its configuration comes from `{issuer}/.well-known/openid-configuration`.",
      example: "https://login.example.com",
    }),
    OIDC_DISCOVERY_URL: discoveryUrl.optional().register(about, {
      meaning:
        "Where the issuer's configuration is, if it is elsewhere, as with Azure AD B2C. It must name the issuer in `OIDC_ISSUER`.",
      example:
        "https://example.b2clogin.com/example.onmicrosoft.com/SignIn/v2.0/.well-known/openid-configuration",
    }),
    OIDC_CLIENT_ID: z.string().optional().register(about, {
      meaning: "The client that you registered there for the portal.",
      example: "larder",
    }),
    OIDC_CLIENT_SECRET: z.string().optional().register(about, {
      meaning: "That client's secret.",
      source: "the secret that the identity provider gave you",
      secret: true,
    }),
    OIDC_SCOPE: z.string().default("openid profile email").register(about, {
      meaning: "The scopes to request at sign-in.",
      example: "openid profile email roles",
    }),
    OIDC_SIGNING_ALGORITHM: z
      .string()
      .regex(/^(RS|PS|ES)(256|384|512)$/, "must be one of RS256, PS256, ES256 and their 384 and 512 forms")
      .default("RS256")
      .register(about, { meaning: "How the provider signs ID tokens.", example: "ES256" }),
    OIDC_CLIENT_AUTHENTICATION: z
      .enum(
        ["client_secret_basic", "client_secret_post"],
        "must be client_secret_basic or client_secret_post",
      )
      .default("client_secret_basic")
      .register(about, {
        meaning: "How the client authenticates: `client_secret_basic` or `client_secret_post`.",
        example: "client_secret_post",
      }),
    OIDC_FORM_ORIGINS: list.pipe(z.array(origin)).default([]).register(about, {
      meaning:
        "Other origins that the sign-in passes through, separated by commas. Needed if the sign-in page is not on the issuer's origin, or redirects to another provider.",
      example: "https://auth.example.com,https://sso.example.com",
    }),
    OIDC_LOGOUT_METHOD: z
      .enum(["redirect", "post"], "must be redirect or post")
      .default("redirect")
      .register(about, {
        meaning:
          "How sign-out goes on to the provider: `redirect`, which every provider takes, or `post`, a form that keeps the ID token out of addresses and logs.",
        example: "post",
      }),
    OIDC_EXTERNAL_ID_CLAIM: z.string().default("sub").register(about, {
      meaning: "The claim that equals a customer's external id. It links the first sign-in to that customer.",
      example: "customer_number",
    }),
    OIDC_EXTERNAL_ID_SOURCE: z
      .enum(["main", "identity"], "must be main or identity")
      .default("main")
      .register(about, {
        meaning:
          "Whose numbers that claim carries: `main`, the numbers in the paths of the API, or `identity`, the provider's own, which the API takes in `otherIds`.",
        example: "identity",
      }),
    OIDC_MATCH_EMAIL: flag.default(false).register(about, {
      meaning:
        "Whether an address that the provider says it verified attaches a first sign-in to a customer: `true` or `false`. It does so only if exactly one customer has the address, and nobody has signed in as that customer at a provider. Turn it on only if the provider verifies every address.",
      example: "true",
    }),
    OIDC_TRUST_EMAIL: flag.default(false).register(about, {
      meaning:
        "Whether addresses count as verified where the provider does not say, as with Microsoft Entra ID: `true` or `false`. Where it says that one is not, it is not. Turn it on only if the provider is your own and lets nobody type an address freely. It is refused for an issuer that many tenants share, such as `common`.",
      example: "true",
    }),
    OIDC_ROLES_CLAIM: z.string().default("roles").register(about, {
      meaning:
        "The claim that lists roles: `support` and `admin` mean staff, everyone else is a customer. Use dots for nested claims, as in `realm_access.roles`.",
      example: "https://example.com/roles",
    }),
    OIDC_ROLE_MAP: roleMap.default(new Map()).register(about, {
      meaning:
        "Names of roles or groups at the provider that mean `support` or `admin`, separated by commas. Write a comma within a name as `\\,`. Case and one leading slash do not count.",
      example: "Helpdesk=support,/shop/portal-owners=admin",
    }),
    OIDC_COUNTRY_CLAIM: z.string().default("country").register(about, {
      meaning:
        "The claim with the customer's country: an ISO 3166-1 code or a name. It counts only while the country is unknown.",
      example: "address.country",
    }),
  },
} satisfies Group;
