import { generateKeyPairSync, randomBytes } from "node:crypto";
import type { Configuration, KoaContextWithOIDC, Provider } from "oidc-provider";
import { loadLibrary, withoutNotices } from "./load-provider";
import { renderError, renderLogout, renderSignedOut } from "./pages";
import { claimsOf, type Person } from "./people";

export interface ProviderSettings {
  issuer: string;
  company: string;
  people: readonly Person[];
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
  postLogoutRedirectUris: string[];
  /** The client's address for back-channel logout. */
  backchannelLogoutUri?: string;
}

function makeSigningKey() {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const kid = randomBytes(8).toString("base64url");
  return { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256", kid };
}

/** Grants every requested scope without consent: these are the partner's own accounts. */
async function grantEverything(ctx: KoaContextWithOIDC) {
  const { client, session, provider, params } = ctx.oidc;
  const clientId = client?.clientId;
  if (!clientId || !session?.accountId) return undefined;
  const grantId = session.grantIdFor(clientId);
  const known = grantId ? await provider.Grant.find(grantId) : undefined;
  const grant = known ?? new provider.Grant({ clientId, accountId: session.accountId });
  grant.addOIDCScope(String(params?.scope ?? "openid"));
  grant.addOIDCClaims([...ctx.oidc.requestParamClaims]);
  await grant.save();
  return grant;
}

function configure(settings: ProviderSettings, port: string): Configuration {
  const { company, people } = settings;
  return {
    clients: [
      {
        client_id: settings.clientId,
        client_secret: settings.clientSecret,
        client_name: company,
        grant_types: ["authorization_code"],
        response_types: ["code"],
        token_endpoint_auth_method: "client_secret_basic",
        redirect_uris: settings.redirectUris,
        post_logout_redirect_uris: settings.postLogoutRedirectUris,
        ...(settings.backchannelLogoutUri && {
          backchannel_logout_uri: settings.backchannelLogoutUri,
          backchannel_logout_session_required: true,
        }),
      },
    ],
    clientAuthMethods: ["client_secret_basic"],
    responseTypes: ["code"],
    pkce: { required: () => true },
    scopes: ["openid", "profile", "email"],
    claims: {
      openid: ["sub"],
      profile: ["name", "locale", "country", "roles"],
      email: ["email", "email_verified"],
    },
    // Portals read the ID token; by default the claims are at userinfo only.
    conformIdTokenClaims: false,
    findAccount: (_ctx, subject) => {
      const person = people.find((candidate) => candidate.subject === subject);
      return person && { accountId: subject, claims: () => claimsOf(person) };
    },
    loadExistingGrant: grantEverything,
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = renderLogout(company, form);
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = renderSignedOut(company);
        },
      },
    },
    renderError: (ctx, out) => {
      ctx.type = "html";
      ctx.body = renderError(company, out.error, out.error_description);
    },
    clientBasedCORS: () => false,
    // By default the library refuses to connect to local addresses, and all addresses here are local.
    fetch: (url, init) => fetch(url, { ...init, dispatcher: undefined } as RequestInit),
    jwks: { keys: [makeSigningKey()] },
    cookies: {
      keys: [randomBytes(32).toString("base64url")],
      // Cookies ignore ports, so two providers on one host need different names.
      names: {
        session: `identity_${port}`,
        interaction: `identity_${port}_interaction`,
        resume: `identity_${port}_resume`,
      },
    },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      Grant: 86_400,
      IdToken: 3600,
      Interaction: 3600,
      Session: 86_400,
    },
  };
}

/**
 * Redirects back at once when signing out without a session. The library would return a form that its own
 * script submits, but our CSP blocks scripts.
 */
async function skipEmptyLogout(ctx: KoaContextWithOIDC, next: () => Promise<void>) {
  await next();
  if (ctx.oidc?.route !== "end_session" || ctx.status !== 200 || ctx.oidc.session?.accountId) return;
  const back = ctx.oidc.params?.post_logout_redirect_uri;
  // The library checked it against the client's list; otherwise it is absent.
  const target = new URL(typeof back === "string" ? back : "/session/end/success", ctx.oidc.issuer);
  const state = ctx.oidc.params?.state;
  if (back && typeof state === "string") target.searchParams.set("state", state);
  ctx.redirect(target.href);
  ctx.status = 303;
}

/** Makes an OpenID provider for one client and the demo people. */
export async function makeProvider(settings: ProviderSettings): Promise<Provider> {
  const { Provider } = await loadLibrary();
  const configuration = configure(settings, new URL(settings.issuer).port);
  const provider = await withoutNotices(() => new Provider(settings.issuer, configuration));
  provider.on("backchannel.error", (_ctx, fault) => console.error(`back-channel logout: ${fault.message}`));
  provider.use(skipEmptyLogout as Parameters<typeof provider.use>[0]);
  return provider;
}
