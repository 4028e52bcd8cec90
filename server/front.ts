import { randomBytes } from "node:crypto";
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";
import onHeaders from "on-headers";
import { loadTheme } from "@/lib/brand";
import { env, once } from "@/lib/env";
import { createPagePolicy, listBaseHeaders, listPageHeaders, peerHeader, readAuditNetwork } from "@/lib/http";
import {
  isReference,
  log,
  logSecurity,
  newReference,
  runForRequest,
  startSpan,
  time,
} from "@/lib/observability";
import { findRoute, getBasePath, routes } from "@/lib/routes";
import { methods, type Refusal, readPathname, refuse } from "./refuse";
import { rememberWelcome } from "./welcome";

/** Where the process stands: whether it is ending, and how many requests have no complete answer yet. */
export type Lifecycle = { isEnding: boolean; inProgress: number };

/**
 * Creates the server in front of Next: refuses odd requests, adds the base headers to every answer, and gives each
 * request an id and a line in the log.
 * @param listener Next's
 */
export function createFront(listener: RequestListener, lifecycle: Lifecycle): Server {
  // Our own refusal of a missing Host has the base headers.
  const server = createServer({ requireHostHeader: false });
  // Longer than proxies keep idle connections, which otherwise meet one that is just closing.
  server.keepAliveTimeout = 65_000;
  const welcome = rememberWelcome(server);
  /** Connections with a request in progress. */
  const answering = new WeakSet<Duplex>();

  const answer = (request: IncomingMessage, response: ServerResponse) => {
    // Whoever asks the process itself need not know the path on the public host.
    if (/^\/api\/health\/(live|ready)(\?|$)/.test(request.url ?? ""))
      request.url = getBasePath() + request.url;
    const given = request.headers["x-request-id"];
    const id = typeof given === "string" && isReference(given) ? given : newReference();
    const pathname = readPathname(request.url);
    const route = findRoute(pathname);
    const started = performance.now();
    request.headers["x-request-id"] = id;
    request.headers[peerHeader] = request.socket.remoteAddress ?? "";
    // Otherwise Next writes the connection's address into it, as if a proxy had.
    request.headers["x-forwarded-for"] ??= "";
    const context = {
      id,
      method: request.method ?? "",
      route: route?.pattern ?? "other",
      // Only when asked: health checks come without a proxy.
      network: () => readAuditNetwork(copyNetworkHeaders(request)),
    };
    const method = methods.includes(context.method) ? context.method : "other";
    const span = isHealthCheck(context.route)
      ? undefined
      : startSpan(
          "server",
          `${method} ${context.route}`,
          { "http.request.method": method, "http.route": context.route },
          request.headers,
        );
    /** Headers in which the answer differs from the base. */
    let own: Readonly<Record<string, string>> = {};
    const run = <T>(work: () => T) => runForRequest(context, span ? () => span.run(work) : work);
    // Next answers 500 to some valid values of these.
    for (const name of unusable) delete request.headers[name];
    onHeaders(response, () => {
      for (const [name, value] of Object.entries({ ...listBaseHeaders(pathname), ...own }))
        if (!response.hasHeader(name)) response.setHeader(name, value);
      response.setHeader("x-request-id", id);
      // A body without a declared length might never end; it is no longer read then.
      if (lifecycle.isEnding || request.headers["transfer-encoding"])
        response.setHeader("connection", "close");
    });
    lifecycle.inProgress += 1;
    answering.add(request.socket);
    response.once("close", () => {
      lifecycle.inProgress -= 1;
      answering.delete(request.socket);
      const status = response.headersSent ? response.statusCode : null;
      const milliseconds = Math.round(performance.now() - started);
      run(() => log().info({ what: "request", status, milliseconds }));
      // Null when the client left before there was an answer.
      time(
        "requests",
        { route: context.route, method, status: status ? `${Math.floor(status / 100)}xx` : "none" },
        started,
      );
      span?.end(status ? { "http.response.status_code": status } : {}, (status ?? 0) >= 500);
    });
    const refusal = refuse(request);
    if (refusal) {
      run(() => logSecurity("request.refused", { status: refusal.status }));
      return respondRefusal(response, refusal);
    }
    if (lifecycle.isEnding && routes.ready.matches(pathname)) return respondEnding(response);
    // Handlers set their own. A file of Next's proxy.ts would do this at a third of a page's cost.
    if (route?.kind !== "handler") {
      const nonce = randomBytes(16).toString("base64url");
      const policy = createPagePolicy(nonce, getAccentSource());
      // Next takes the nonce of its own scripts from the request.
      request.headers["content-security-policy"] = policy;
      own = listPageHeaders(policy);
      if (welcome(request, response, nonce)) return;
    }
    return run(() => listener(request, response));
  };

  server.on("request", answer);
  // Otherwise Node asks for a body that is refused anyway.
  server.on("checkContinue", (request, response) => {
    if (!refuse(request)) response.writeContinue();
    answer(request, response);
  });
  server.on("checkExpectation", answer);
  const respondOnSocket = (socket: Duplex, status: number) =>
    // Not into the middle of another request's answer.
    answering.has(socket) ? void socket.destroy() : respondRaw(socket, status);
  server.on("connect", (_, socket) => respondOnSocket(socket, 405));
  server.on("clientError", (error: NodeJS.ErrnoException, socket) =>
    respondOnSocket(socket, clientFaults[error.code ?? ""] ?? 400),
  );
  // Without a listener of its own, Node treats an upgrade as a plain request, which is refused.
  server.on("newListener", (name) => {
    if (name === "upgrade") setImmediate(() => server.removeAllListeners("upgrade"));
  });
  return server;
}

const getAccentSource = once(() => loadTheme(env().PARTNER_ACCENT, env().PARTNER_STYLESHEET).accentSource);

const isHealthCheck = (route: string) => route.startsWith("/api/health/");

const copyNetworkHeaders = ({ headers }: IncomingMessage) =>
  new Headers(
    [peerHeader, "x-forwarded-for"].map((name): [string, string] => [name, String(headers[name] ?? "")]),
  );

const unusable = ["range", "if-range", "if-match", "if-unmodified-since"];

function respondRefusal(response: ServerResponse, { status, text, allow }: Refusal): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
    // The rest of the request is not read.
    connection: "close",
    ...(allow && { allow }),
  });
  response.end(`${text}\n`);
}

function respondEnding(response: ServerResponse): void {
  response.writeHead(503, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify({ status: "ending" }));
}

/** Statuses of requests that Node cannot parse, by error code. */
const clientFaults: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

const reasons: Record<number, string> = {
  400: "Bad Request",
  405: "Method Not Allowed",
  408: "Request Timeout",
  431: "Request Header Fields Too Large",
};

/** Answers on a bare socket, where no request could be read. */
function respondRaw(socket: Duplex, status: number): void {
  if (!socket.writable) return void socket.destroy();
  const id = newReference();
  log().info({ what: "malformed request", requestId: id, status });
  const headers = {
    ...listBaseHeaders(""),
    "x-request-id": id,
    connection: "close",
    "content-length": "0",
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end([`HTTP/1.1 ${status} ${reasons[status]}`, ...lines, "", ""].join("\r\n"), () =>
    socket.destroy(),
  );
}
