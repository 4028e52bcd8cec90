import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { parseArgs } from "node:util";
import { textAnswer } from "../shared/answer";
import { jsonFile, portArgument, run } from "../shared/arguments";
import { answering, listen, originOf, stopOnSignal } from "../shared/serve";
import { Catalogue } from "./catalogue";
import { makeCertificate } from "./certificate";
import { RequestLog } from "./request-log";
import { SignIns } from "./sign-in";
import type { SiteContext } from "./site-context";
import { handleSite } from "./site-handler";
import { type SiteName, siteNames, sites } from "./sites";

const usage = `node --import tsx sandbox/dash/main.ts --eu PORT --na PORT --fe PORT --app PORT
  [--host 127.0.0.1] [--tls PORT] [--catalogue FILE]     (port 0: any free one)`;

const options = {
  host: { type: "string", default: "127.0.0.1" },
  eu: { type: "string" },
  na: { type: "string" },
  fe: { type: "string" },
  app: { type: "string" },
  tls: { type: "string" },
  catalogue: { type: "string" },
} as const;

/** One https port for all four sites, told apart by the Host header, as production addresses need it. */
async function createProductionNames(contexts: Map<SiteName, SiteContext>) {
  const byHost = new Map(siteNames.map((name) => [sites[name].host, contexts.get(name)]));
  return createTlsServer(
    await makeCertificate(),
    answering((request) => {
      const host = (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
      const context = byHost.get(host);
      if (context) return handleSite(context, request);
      const names = [...byHost.keys()].join(", ");
      return textAnswer(421, `No site of the sandbox has this name. The names: ${names}.\n`);
    }),
  );
}

await run(usage, async () => {
  const { values } = parseArgs({ options });
  const ports = new Map(siteNames.map((name) => [name, portArgument(name, values[name])]));
  const tlsPort = values.tls === undefined ? null : portArgument("tls", values.tls);
  const catalogue =
    values.catalogue === undefined ? undefined : jsonFile("catalogue", values.catalogue, Catalogue);

  const log = new RequestLog();
  const contexts = new Map<SiteName, SiteContext>(
    siteNames.map((name) => [name, { site: sites[name], signIns: new SignIns(name), log, catalogue }]),
  );
  const origins: Record<string, string> = {};
  const servers = [];
  for (const [name, context] of contexts) {
    const server = createServer(answering((request) => handleSite(context, request)));
    origins[name] = originOf(values.host, await listen(server, values.host, ports.get(name) ?? 0));
    servers.push(server);
  }
  let tls: number | null = null;
  if (tlsPort !== null) {
    const server = await createProductionNames(contexts);
    tls = await listen(server, values.host, tlsPort);
    servers.push(server);
  }
  stopOnSignal(servers);
  console.log(JSON.stringify({ ready: true, ...origins, tls }));
});
