import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { clientId } from "../../launcher/portal";

export type Behaviour =
  | "well"
  /** Nothing listens. */
  | "down"
  /** Accepts connections and never answers. */
  | "hanging"
  | "html at discovery"
  | "status 500 at discovery"
  | "another issuer at discovery"
  | "no endpoints at discovery"
  | "html at the token endpoint"
  | "status 500 at the token endpoint"
  | "hanging at the token endpoint"
  | "no ID token"
  | "an ID token without a signature"
  | "an ID token signed by a stranger"
  | "an ID token for another client"
  | "an ID token of another issuer"
  | "an ID token with another nonce"
  | "an expired ID token"
  | "no subject";

export type FakeProvider = {
  issuer: string;
  behave(behaviour: Behaviour): Promise<void>;
  close(): Promise<void>;
};

type Answer = { status: number; type: string; body: string; location?: string };

const answerJson = (value: unknown, status = 200): Answer => ({
  status,
  type: "application/json",
  body: JSON.stringify(value),
});
const answerPage = (status: number): Answer => ({
  status,
  type: "text/html",
  body: "<h1>Under construction</h1>",
});
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const makeKey = () => generateKeyPairSync("rsa", { modulusLength: 2048 });

/** Makes a JSON Web Token (RFC 7519), unsigned without a key. */
function makeToken(claims: object, key?: KeyObject): string {
  const content = `${encode(key ? { alg: "RS256", kid: "k" } : { alg: "none" })}.${encode(claims)}`;
  return `${content}.${key ? sign("sha256", Buffer.from(content), key).toString("base64url") : ""}`;
}

/** Starts an identity provider that signs anyone in as `subject` and simulates the chosen fault. */
export async function startFakeProvider(subject: string): Promise<FakeProvider> {
  const own = makeKey();
  const stranger = makeKey();
  const elsewhere = "https://login.example.com";
  let behaviour: Behaviour = "down";
  let nonce = "";
  const server = createServer((request, response) => {
    const answer = answerRequest(request);
    if (answer) send(response, answer);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
  const close = () =>
    new Promise<void>((resolve) => {
      if (!server.listening) return resolve();
      server.closeAllConnections();
      server.close(() => resolve());
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;

  /** Returns undefined when it should not respond. */
  function answerRequest(request: IncomingMessage): Answer | undefined {
    const url = new URL(request.url ?? "/", issuer);
    if (behaviour === "hanging") return undefined;
    if (url.pathname === "/.well-known/openid-configuration") return answerDiscovery();
    if (url.pathname === "/authorize") return authorize(url.searchParams);
    if (url.pathname === "/keys")
      return answerJson({
        keys: [{ ...own.publicKey.export({ format: "jwk" }), kid: "k", use: "sig", alg: "RS256" }],
      });
    if (url.pathname === "/token") return answerToken();
    if (url.pathname === "/userinfo") return answerJson({ sub: subject });
    return answerJson({ error: "not_found" }, 404);
  }

  function answerDiscovery(): Answer {
    if (behaviour === "html at discovery") return answerPage(200);
    if (behaviour === "status 500 at discovery") return answerPage(500);
    if (behaviour === "no endpoints at discovery") return answerJson({ issuer });
    return answerJson({
      issuer: behaviour === "another issuer at discovery" ? elsewhere : issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/keys`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    });
  }

  function authorize(query: URLSearchParams): Answer {
    nonce = query.get("nonce") ?? "";
    const back = new URL(query.get("redirect_uri") ?? issuer);
    back.searchParams.set("code", "a-code");
    back.searchParams.set("state", query.get("state") ?? "");
    return { status: 303, type: "text/plain", body: "", location: back.href };
  }

  function answerToken(): Answer | undefined {
    if (behaviour === "hanging at the token endpoint") return undefined;
    if (behaviour === "html at the token endpoint") return answerPage(200);
    if (behaviour === "status 500 at the token endpoint") return answerPage(500);
    const now = Math.floor(Date.now() / 1000);
    const foreign = ["another issuer at discovery", "an ID token of another issuer"].includes(behaviour);
    const claims = {
      iss: foreign ? elsewhere : issuer,
      sub: behaviour === "no subject" ? undefined : subject,
      aud: behaviour === "an ID token for another client" ? "somebody-else" : clientId,
      nonce: behaviour === "an ID token with another nonce" ? "another" : nonce,
      iat: now - 7200,
      exp: behaviour === "an expired ID token" ? now - 3600 : now + 3600,
    };
    const keys: Partial<Record<Behaviour, KeyObject | undefined>> = {
      "an ID token without a signature": undefined,
      "an ID token signed by a stranger": stranger.privateKey,
    };
    const idToken = makeToken(claims, behaviour in keys ? keys[behaviour] : own.privateKey);
    const tokens = { access_token: "an-access-token", token_type: "Bearer" };
    return answerJson(behaviour === "no ID token" ? tokens : { ...tokens, id_token: idToken });
  }

  return {
    issuer,
    behave: async (next) => {
      await close();
      behaviour = next;
      if (next !== "down") await listen(port);
    },
    close,
  };
}

function send(response: ServerResponse, { status, type, body, location }: Answer): void {
  response.writeHead(status, { "content-type": type, ...(location && { location }) }).end(body);
}
