import { AsyncLocalStorage } from "node:async_hooks";
import type { NextAuthOptions } from "next-auth";
import type { Adapter } from "next-auth/adapters";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { env } from "@/lib/env";
import { LarderError, nameInAddress } from "@/lib/errors";
import { getCookieOptions, getSessionCookieName } from "@/lib/http";
import { getReference, logFailure } from "@/lib/observability";
import { routes, safeCallback } from "@/lib/routes";
import { computeSessionEnd, type Person, startSession } from "../sessions/sessions";
import type { Agent } from "../types";
import type { readIdentityProvider } from "./identity-provider";
import { buildDiscoveryUrl, isSameIssuer } from "./issuer";
import { readAuthTime, readProviderSession } from "./read-claims";
import { signInPerson } from "./sign-in-person";

type Profile = { id: string; claims: Record<string, unknown> };

/** State shared by the callbacks of one next-auth run. */
export type Attempt = {
  reference: string;
  oldToken: string | null;
  person: Person | null;
  idToken: string | null;
  providerSession: string | null;
  agent: Agent;
  network: string | null;
  authenticatedAt: Date;
};

/** Holds the current attempt. A closure cannot, because next-auth keeps its logger in a module variable. */
export const attempts = new AsyncLocalStorage<Attempt>();
const readAttempt = () => {
  const current = attempts.getStore();
  if (!current) throw new LarderError("sign-in-incomplete", "next-auth was called outside of runNextAuth");
  return current;
};

type Settings = NonNullable<ReturnType<typeof readIdentityProvider>>;

const createProvider = (settings: Settings): OAuthConfig<Record<string, unknown>> => ({
  id: "oidc",
  name: "OpenID Connect",
  type: "oauth",
  wellKnown: buildDiscoveryUrl(settings.issuer),
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
  httpOptions: { timeout: 5000 },
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
      return { ...more, ...claims };
    },
  },
  profile: (claims) => ({ id: String(claims.sub), claims }),
});

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
    const { person, ...details } = readAttempt();
    if (!person) throw new LarderError("sign-in-incomplete", "no person to start a session for");
    const expires = computeSessionEnd(person);
    const sessionToken = await startSession(person, { ...details, expiresAt: expires });
    return { sessionToken, userId: "", expires };
  },
  getSessionAndUser: async () => null,
} as unknown as Adapter;

/** Creates next-auth's options: one OpenID Connect provider, and sessions in our own table. */
export const createNextAuthOptions = (settings: Settings): NextAuthOptions => ({
  secret: env().NEXTAUTH_SECRET,
  providers: [createProvider(settings)],
  adapter,
  session: { strategy: "database" },
  useSecureCookies: getCookieOptions().secure,
  cookies: { sessionToken: { name: getSessionCookieName(), options: getCookieOptions() } },
  pages: { signIn: routes.signIn(), error: routes.signIn(), signOut: routes.devices() },
  callbacks: {
    redirect: async ({ url }) => safeCallback(url, new URL(env().NEXTAUTH_URL).origin),
    signIn: async ({ user, account }) => {
      const current = readAttempt();
      current.idToken = account?.id_token ?? null;
      try {
        const { claims } = user as unknown as Profile;
        current.authenticatedAt = readAuthTime(claims);
        current.providerSession = readProviderSession(claims);
        const signedIn = await signInPerson(claims, current.network);
        if (!signedIn.ok) {
          const [{ code, reference }] = signedIn.problems;
          current.reference = reference ?? current.reference;
          return routes.signIn({ error: nameInAddress(code) });
        }
        current.person = signedIn.value;
        return true;
      } catch (error) {
        // next-auth would put the message into the URL and log nothing.
        logFailure("sign-in: the person", error, {}, current.reference);
        return routes.signIn({ error: "provider" });
      }
    },
  },
  logger: {
    error: (code, metadata) => {
      const cause = metadata instanceof Error ? metadata : metadata.error;
      logFailure(`sign-in: ${code}`, cause, {}, attempts.getStore()?.reference ?? getReference());
    },
    warn: () => {},
    debug: () => {},
  },
});
