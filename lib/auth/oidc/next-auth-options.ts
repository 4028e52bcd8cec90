import { AsyncLocalStorage } from "node:async_hooks";
import type { NextAuthOptions } from "next-auth";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { safeCallback } from "../safe-callback";
import { env } from "@/lib/env";
import { LarderError } from "@/lib/errors";
import { getCookieOptions, getSessionCookieName } from "@/lib/http";
import { logFailure, newReference } from "@/lib/observability";
import { computeSessionEnd, type Person, startSession } from "../sessions/sessions";
import type { Agent } from "../types";
import type { readIdentityProvider } from "./identity-provider";
import { buildDiscoveryUrl, isSameIssuer } from "./issuer";
import { readAuthTime, readProviderSession } from "./read-claims";
import { signInPerson } from "./sign-in-person";

type Profile = { id: string; claims: Record<string, unknown> };

/** One trip through next-auth: what its callbacks need to know of each other. */
type Attempt = {
  reference: string;
  oldToken: string | null;
  person: Person | null;
  idToken: string | null;
  providerSession: string | null;
  agent: Agent;
  network: string | null;
  authenticatedAt: Date;
};

/** The attempt at hand: next-auth keeps its logger in a module variable, so it cannot be closed over there. */
export const attempts = new AsyncLocalStorage<Attempt>();
const attempt = () => {
  const current = attempts.getStore();
  if (!current) throw new LarderError("sign-in-incomplete", "next-auth was called outside of runNextAuth");
  return current;
};

type Settings = NonNullable<ReturnType<typeof readIdentityProvider>>;

const provider = (settings: Settings): OAuthConfig<Record<string, unknown>> => ({
  id: "oidc",
  name: "OpenID Connect",
  type: "oauth",
  wellKnown: buildDiscoveryUrl(settings.issuer),
  clientId: settings.clientId,
  clientSecret: settings.clientSecret,
  // Any age will do, but a provider that is asked must say it: auth_time (OpenID Connect Core, 3.1.2.1).
  authorization: { params: { scope: env().OIDC_SCOPE, max_age: 400 * 24 * 3600 } },
  client: {
    id_token_signed_response_alg: env().OIDC_SIGNING_ALGORITHM,
    token_endpoint_auth_method: env().OIDC_CLIENT_AUTHENTICATION,
  },
  checks: ["pkce", "state", "nonce"],
  idToken: true,
  httpOptions: { timeout: 5000 },
  userinfo: {
    // Some providers put claims into the ID token, some only into the user information: take both.
    request: async ({ client, tokens }) => {
      // Discovery may speak for anybody, and openid-client holds tokens against what it says.
      const { issuer } = client.issuer.metadata;
      if (!isSameIssuer(issuer, settings.issuer))
        throw new Error(`discovery speaks for another issuer: ${issuer}`);
      const claims = (tokens as unknown as { claims(): Record<string, unknown> }).claims();
      if (!client.issuer.metadata.userinfo_endpoint || !tokens.access_token) return claims;
      const more = await client.userinfo(tokens.access_token);
      if (more.sub !== claims.sub) throw new Error("the user information is about another subject");
      return { ...more, ...claims };
    },
  },
  profile: (claims) => ({ id: String(claims.sub), claims }),
});

/**
 * next-auth's own sequence (find the account, else make a user, then link it) races with itself and links to
 * whoever is signed in. So the callback `signIn` does all of it in one transaction, and the adapter only hands on
 * who that was. A session of the browser is never shown to next-auth: a sign-in always starts a new one.
 */
const adapter = {
  getUserByAccount: async () => {
    const { person } = attempt();
    return person && ({ id: person.customerId ?? person.staffId } as AdapterUser);
  },
  createSession: async () => {
    const { person, ...details } = attempt();
    if (!person) throw new LarderError("sign-in-incomplete", "no person to start a session for");
    const expires = computeSessionEnd(person);
    const sessionToken = await startSession(person, { ...details, expiresAt: expires });
    return { sessionToken, userId: "", expires };
  },
  getSessionAndUser: async () => null,
} as unknown as Adapter;

/** next-auth's options: one OpenID Connect provider, database sessions of our own. */
export const nextAuthOptions = (settings: Settings): NextAuthOptions => ({
  secret: env().NEXTAUTH_SECRET,
  providers: [provider(settings)],
  adapter,
  session: { strategy: "database" },
  useSecureCookies: getCookieOptions().secure,
  cookies: { sessionToken: { name: getSessionCookieName(), options: getCookieOptions() } },
  pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/devices" },
  callbacks: {
    redirect: async ({ url }) => safeCallback(url, env().NEXTAUTH_URL),
    signIn: async ({ user, account }) => {
      const current = attempt();
      current.idToken = account?.id_token ?? null;
      try {
        const { claims } = user as unknown as Profile;
        current.authenticatedAt = readAuthTime(claims);
        current.providerSession = readProviderSession(claims);
        current.person = await signInPerson(claims, current.network);
        return current.person ? true : "/sign-in?error=unknown";
      } catch (error) {
        // next-auth would put the message into the address and log nothing.
        logFailure("sign-in: the person", current.reference, error);
        const isUnrecorded = error instanceof LarderError && error.code === "audit-failed";
        return `/sign-in?error=${isUnrecorded ? "unrecorded" : "provider"}`;
      }
    },
  },
  logger: {
    error: (code, metadata) => {
      const cause = metadata instanceof Error ? metadata : metadata.error;
      logFailure(`sign-in: ${code}`, attempts.getStore()?.reference ?? newReference(), cause);
    },
    warn: () => {},
    debug: () => {},
  },
});
