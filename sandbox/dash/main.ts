import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { parseArgs } from "node:util";
import { z } from "zod";
import { textAnswer } from "../shared/answer";
import { ArgumentError, jsonFile, portArgument, required, run, urlArgument } from "../shared/arguments";
import { answering, listen, originOf, stopOnSignal } from "../shared/serve";
import { Catalogue } from "./catalogue";
import { browserFlags, makeCertificate } from "./certificate";
import { Behaviour } from "./control";
import { RequestLog } from "./request-log";
import { SignIns } from "./sign-in";
import type { Sandbox, SiteContext } from "./site-context";
import { handleSite } from "./site-handler";
import { type SiteName, siteNames, sites } from "./sites";
import { describeStart } from "./start-words";

const usage = `npm run sandbox -- [options]     simulates the Dash websites and the Alexa app page
  --eu PORT --na PORT --fe PORT --app PORT   ports; default 4101 to 4104; 0 for any free port
  --tls             also serves the production names, with a generated certificate
  --tls-port PORT   port for --tls; default 4143
  --host ADDRESS    default 127.0.0.1
  --catalogue FILE  the vendor and models registered at Amazon, as JSON; default: accepts any
  --devices URL     where a device simulator listens, for /control
  --ready-line      once listening, prints one line of JSON for a program
Behaviour, which /control can change later:
  --exit-uri URI    allows this exit address, matched exactly; repeatable
  --append QUERY    appended on return, such as status=done
  --drop-query      drops the query of the exit address on return
  --slow SECONDS    delays each Dash page
  --sign-in SECONDS delays each sign-in
  --unavailable     each Dash page answers 503
  --never-returns   Exit leads to a dead end`;

const options = {
  host: { type: "string", default: "127.0.0.1" },
  eu: { type: "string", default: "4101" },
  na: { type: "string", default: "4102" },
  fe: { type: "string", default: "4103" },
  app: { type: "string", default: "4104" },
  tls: { type: "boolean", default: false },
  "tls-port": { type: "string" },
  catalogue: { type: "string" },
  devices: { type: "string" },
  "ready-line": { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
  "exit-uri": { type: "string", multiple: true },
  append: { type: "string" },
  "drop-query": { type: "boolean" },
  slow: { type: "string" },
  "sign-in": { type: "string" },
  unavailable: { type: "boolean" },
  "never-returns": { type: "boolean" },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>["values"];

function behaviourOf(values: Values): Behaviour {
  const parsed = Behaviour.safeParse({
    exitUris: values["exit-uri"],
    append: values.append,
    dropQuery: values["drop-query"],
    slow: values.slow,
    signIn: values["sign-in"],
    unavailable: values.unavailable,
    neverReturns: values["never-returns"],
  });
  if (parsed.success) return parsed.data;
  const faults = Object.entries(z.flattenError(parsed.error).fieldErrors);
  const optionOf = (name: string) =>
    name === "exitUris" ? "exit-uri" : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw new ArgumentError(faults.map(([name, said]) => `--${optionOf(name)}: ${said.join(" ")}`).join("\n"));
}

/**
 * Serves all four sites on one https port, distinguished by the Host header, as production addresses require.
 */
function createProductionNames(
  contexts: Map<SiteName, SiteContext>,
  certificate: Awaited<ReturnType<typeof makeCertificate>>,
) {
  const byHost = new Map(siteNames.map((name) => [sites[name].host, contexts.get(name)]));
  return createTlsServer(
    certificate,
    answering((request) => {
      const host = (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
      const context = byHost.get(host);
      if (context) return handleSite(context, request);
      const names = [...byHost.keys()].join(", ");
      return textAnswer(421, `No sandbox site has this name. The names are ${names}.\n`);
    }),
  );
}

await run(usage, async () => {
  const { values } = parseArgs({ options });
  if (values.help) return console.log(usage);
  const host = required("host", values.host);
  const ports = new Map(siteNames.map((name) => [name, portArgument(name, values[name])]));
  const tlsPort = portArgument("tls-port", values["tls-port"] ?? "4143");
  if (values["tls-port"] !== undefined && !values.tls)
    throw new ArgumentError("--tls-port says where --tls listens: give both.");
  const catalogue =
    values.catalogue === undefined ? undefined : jsonFile("catalogue", values.catalogue, Catalogue);

  const sandbox: Sandbox = {
    log: new RequestLog(),
    catalogue,
    devices: values.devices === undefined ? undefined : urlArgument("devices", values.devices),
    behaviour: behaviourOf(values),
    origins: new Map(),
  };
  const contexts = new Map<SiteName, SiteContext>(
    siteNames.map((name) => [name, { site: sites[name], signIns: new SignIns(name), sandbox }]),
  );
  const origins: Record<string, string> = {};
  const servers = [];
  for (const [name, context] of contexts) {
    const server = createServer(answering((request) => handleSite(context, request)));
    const origin = originOf(host, await listen(server, host, ports.get(name) ?? 0));
    origins[name] = origin;
    sandbox.origins.set(origin, context.site);
    servers.push(server);
  }
  let tls: { port: number; flags: string[] } | null = null;
  if (values.tls) {
    const certificate = await makeCertificate();
    const server = createProductionNames(contexts, certificate);
    const port = await listen(server, host, tlsPort);
    tls = { port, flags: browserFlags(certificate.cert, host, port) };
    servers.push(server);
  }
  stopOnSignal(servers);
  console.log(
    values["ready-line"]
      ? JSON.stringify({ ready: true, ...origins, tls: tls?.port ?? null })
      : describeStart(origins, tls?.flags ?? null),
  );
});
