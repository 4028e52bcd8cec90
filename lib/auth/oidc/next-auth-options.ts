import type { NextAuthOptions } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/lib/env";
import { LarderError } from "@/lib/errors";
import { getCookieOptions, getSessionCookieName, signInCookieLife } from "@/lib/http";
import { getOrigin, routes, safeCallback } from "@/lib/routes";
import { computeSessionEnd, startSession } from "../sessions/sessions";
import { attempts, readAttempt } from "./attempt";
import type { IdentityProvider } from "./identity-provider";
import { isSameIssuer } from "./issuer";
import { readAuthTime, readClaims, readProviderSession } from "./read-claims";
import { logUnusable, reportSignIn } from "./report-sign-in";
import { signInPerson } from "./sign-in-person";

type Profile = { id: string; claims: Record<string, unknown> };

const createProvider = (settings: IdentityProvider): OAuthConfig<Record<string, unknown>> => ({
  id: "oidc",
  name: "OpenID Connect",
  type: "oauth",
  wellKnown: settings.discoveryUrl,
  clientId: settings.clientId,
  clientSecret: settings.clientSecret,
  // With max_age, however large, the provider must send auth_time (OpenID Connect Core, 3.1.2.1).
  authorization: { params: { scope: env().OIDC_SCOPE, max_age: 400 * 24 * 3600 } },
  client: {
    id_token_signed_response_alg: env().OIDC_SIGNING_ALGORITHM,
    token_endpoint_auth_method: env().OIDC_CLIENT_AUTHENTICATION,
  },
  checks: ["pkce", "state", "nonce"],
  idToken: true,
  // Not 5000, the timeout of Node's shared agent: a reused socket would keep a shorter one that the provider names.
  httpOptions: { timeout: 6000 },
  userinfo: {
    // Providers put claims into the ID token, into the userinfo response or into both, so merge the two.
    request: async ({ client, tokens }) => {
      // openid-client checks tokens against the issuer that discovery names, which may be a different one.
      const { issuer } = client.issuer.metadata;
      if (!isSameIssuer(issuer, settings.issuer))
        throw new Error(`discovery speaks for another issuer: ${issuer}`);
      const claims = (tokens as unknown as { claims(): Record<string, unknown> }).claims();
      if (!client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return claims;
      const more = await client.userinfo(tokens.access_token);
      if (more.sub !== claims.sub) throw new Error("the userinfo response is about another subject");
      return mergeClaims(claims, more);
    },
  },
  profile: (claims) => ({ id: String(claims.sub), claims }),
});

const addressClaims = ["email", "emails", "email_verified", "xms_edov"];

/** Merges the claims of the ID token with those of userinfo. What verifies one address says nothing about another. */
function mergeClaims(
  token: Record<string, unknown>,
  userinfo: Record<string, unknown>,
): Record<string, unknown> {
  const isMixed = token.email !== undefined && userinfo.email !== undefined && token.email !== userinfo.email;
  const more = Object.entries(userinfo).filter(([name]) => !(isMixed && addressClaims.includes(name)));
  return { ...Object.fromEntries(more), ...token };
}

/**
 * next-auth's own sequence (find the account, else create a user, then link) is racy and links to the
 * signed-in person. So the `signIn` callback does everything in one transaction, and the adapter only returns
 * the result. next-auth never sees the browser's session: every sign-in starts a new one.
 */
const adapter = {
  getUserByAccount: async () => {
    const { person } = readAttempt();
    return person && { id: person.customerId ?? person.staffId };
  },
  createSession: async () => {
    const { person, isOver, oldToken, idToken, providerSession, agent, network, authenticatedAt, claims } =
      readAttempt();
    if (!person || isOver) throw new LarderError("sign-in-incomplete", "no person to start a session for");
    const expires = computeSessionEnd(person);
    const details = { oldToken, idToken, providerSession, agent, network, authenticatedAt, claims };
    const sessionToken = await startSession(person, { ...details, expiresAt: expires });
    return { sessionToken, userId: "", expires };
  },
  getSessionAndUser: async () => null,
} as unknown as Adapter;

/** Name of next-auth's CSRF cookie, which no browser gets. */
export const csrfCookie = "csrf";

/** Readies the attempt for its session, if the portal takes the person. */
async function takePerson({ claims }: Profile, idToken: string | null): Promise<boolean> {
  const attempt = readAttempt();
  const settings = env();
  const read = readClaims(claims, {
    externalId: settings.OIDC_EXTERNAL_ID_CLAIM,
    roles: settings.OIDC_ROLES_CLAIM,
    country: settings.OIDC_COUNTRY_CLAIM,
    roleMap: settings.OIDC_ROLE_MAP,
    trustEmail: settings.OIDC_TRUST_EMAIL,
  });
  logUnusable(read, attempt.reference);
  if (attempt.isOver) return false;
  const signedIn = await signInPerson(read, attempt.network);
  if (!signedIn.ok) {
    const [{ code, reference }] = signedIn.problems;
    attempt.refusal = code;
    attempt.reference = reference ?? attempt.reference;
    return false;
  }
  attempt.person = signedIn.value;
  attempt.idToken = idToken;
  attempt.authenticatedAt = readAuthTime(claims, attempt.isPrompted);
  attempt.providerSession = readProviderSession(claims);
  attempt.claims = read.role === "admin" ? reportSignIn(claims, read) : null;
  return true;
}

const nameCheck = (name: string) => ({ name, options: { ...getCookieOptions(), maxAge: signInCookieLife } });

/** Creates next-auth's options: one OpenID Connect provider, and sessions in our own table. */
export const createNextAuthOptions = (settings: IdentityProvider): NextAuthOptions => ({
  secret: env().NEXTAUTH_SECRET,
  providers: [createProvider(settings)],
  adapter,
  session: { strategy: "database" },
  useSecureCookies: getCookieOptions().secure,
  cookies: {
    sessionToken: { name: getSessionCookieName(), options: getCookieOptions() },
    csrfToken: { name: csrfCookie, options: getCookieOptions() },
    state: nameCheck("state"),
    pkceCodeVerifier: nameCheck("pkce"),
    nonce: nameCheck("nonce"),
  },
  pages: { signIn: routes.signIn(), error: routes.signIn(), signOut: routes.devices() },
  callbacks: {
    redirect: async ({ url }) => safeCallback(url, getOrigin()),
    signIn: async ({ user, account }) => {
      try {
        return await takePerson(user as unknown as Profile, account?.id_token ?? null);
      } catch (cause) {
        // next-auth would put the message into the URL.
        readAttempt().failure ??= { what: "the person", cause };
        return false;
      }
    },
  },
  logger: {
    error: (code, metadata) => {
      const attempt = attempts.getStore();
      if (attempt)
        attempt.failure ??= { what: code, cause: metadata instanceof Error ? metadata : metadata.error };
    },
    warn: () => {},
    debug: () => {},
  },
});
