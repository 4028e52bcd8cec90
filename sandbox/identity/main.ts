import { createServer, type RequestListener } from "node:http";
import { parseArgs } from "node:util";
import { htmlAnswer, safeHeaders, sendAnswer, textAnswer } from "../shared/answer";
import { jsonFile, portArgument, required, run, urlArgument } from "../shared/arguments";
import { listen, originOf, stopOnSignal } from "../shared/serve";
import { handleInteraction } from "./interactions";
import { renderHome } from "./pages";
import { People } from "./people";
import { identityPolicy } from "./policy";
import { makeProvider } from "./provider";

const usage = `node --import tsx sandbox/identity/main.ts --port PORT --people FILE --client-id ID
  --client-secret SECRET --redirect-uri URI --post-logout-redirect-uri URI
  [--backchannel-logout-uri URI] [--host 127.0.0.1] [--name Hearthby]
  (port 0: any free port; the first two URIs are repeatable)`;

const options = {
  host: { type: "string", default: "127.0.0.1" },
  port: { type: "string" },
  people: { type: "string" },
  "client-id": { type: "string" },
  "client-secret": { type: "string" },
  "redirect-uri": { type: "string", multiple: true },
  "post-logout-redirect-uri": { type: "string", multiple: true },
  "backchannel-logout-uri": { type: "string" },
  name: { type: "string", default: "Hearthby" },
} as const;

function readSettings() {
  const { values } = parseArgs({ options });
  const redirectUris = (values["redirect-uri"] ?? []).map((uri) => urlArgument("redirect-uri", uri));
  required("redirect-uri", redirectUris[0]);
  const logoutUri = values["backchannel-logout-uri"];
  return {
    host: values.host,
    port: portArgument("port", values.port),
    company: values.name,
    people: jsonFile("people", required("people", values.people), People),
    clientId: required("client-id", values["client-id"]),
    clientSecret: required("client-secret", values["client-secret"]),
    redirectUris,
    postLogoutRedirectUris: (values["post-logout-redirect-uri"] ?? []).map((uri) =>
      urlArgument("post-logout-redirect-uri", uri),
    ),
    backchannelLogoutUri: logoutUri && urlArgument("backchannel-logout-uri", logoutUri),
  };
}

await run(usage, async () => {
  const { host, port, ...settings } = readSettings();
  const { company, people } = settings;

  // The issuer contains the port, so listen first and then create the provider.
  let handle: RequestListener = (_request, response) => sendAnswer(response, textAnswer(503, "Starting.\n"));
  const server = createServer((request, response) => handle(request, response));
  const issuer = originOf(host, await listen(server, host, port));
  const provider = await makeProvider({ ...settings, issuer });
  const protocol = provider.callback();

  handle = async (request, response) => {
    const path = (request.url ?? "/").split("?")[0] ?? "/";
    for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
    response.setHeader("content-security-policy", identityPolicy);
    try {
      if (path === "/") sendAnswer(response, htmlAnswer(200, renderHome(company, people)));
      else if (/^\/interaction\/[\w-]+$/.test(path))
        await handleInteraction({ provider, company, people }, request, response);
      else await protocol(request, response);
    } catch (fault) {
      console.error(fault);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    }
  };
  stopOnSignal([server]);
  console.log(JSON.stringify({ ready: true, issuer }));
});
