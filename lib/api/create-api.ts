import pLimit from "p-limit";
import { findClient } from "@/lib/api-keys";
import type { LaunchSettings } from "@/lib/launches";
import { consume } from "@/lib/limits";
import { logFailure } from "@/lib/observability";
import { type Api, createEmptyApi } from "./api";
import { addChanges } from "./changes";
import { addCustomers } from "./customers";
import { addDevices, addUnits } from "./devices";
import { createDocument, type Document } from "./document";
import { addLinks } from "./links";
import { addModels } from "./models";
import { respondProblem, respondRefusal } from "./problems";
import { readBody } from "./read-body";
import { writeReference } from "./write-reference";

/** What the API takes from the configuration and from the request. */
export type ApiSettings = {
  /** The portal's origin. */
  origin: string;
  partner: string;
  /** Address of the icon in the browser tab. */
  icon: string;
  launches: LaunchSettings;
  /** Addresses that links may return to, besides the portal's own. */
  exitUris: readonly string[];
  /** Whether the partner's systems verify addresses. */
  matchEmail: boolean;
  /** The caller's network, as the audit keeps it. */
  readNetwork: (headers: Headers) => string | null;
};

const base = "/api/v1";

/** Of the ten connections of a process, so that a burst of a system leaves the rest to customers. */
const connections = 4;
/** Requests that wait for one; beyond, the system waits itself. */
const mostWaiting = 100;

/** Creates the API: a function that answers every request under /api/v1. */
export function createApi(settings: ApiSettings): (request: Request) => Promise<Response> {
  const docs = `${settings.origin}${base}/docs`;
  const api = createEmptyApi(docs);
  addModels(api);
  addCustomers(api, settings.matchEmail);
  addDevices(api);
  addUnits(api);
  addLinks(api, settings.launches, settings.exitUris);
  addChanges(api);
  const document = createDocument(api, settings);
  const fixed: Record<string, { type: string; text: string }> = {
    [`${base}/openapi.json`]: { type: "application/json", text: JSON.stringify(document) },
    [`${base}/docs`]: { type: "text/html; charset=utf-8", text: writeReference(document, settings) },
  };
  const limited = pLimit(connections);
  return async (request) => {
    try {
      const { pathname } = new URL(request.url);
      const read = request.method === "GET" || request.method === "HEAD";
      if (read && fixed[pathname]) return respondFixed(fixed[pathname]);
      if (limited.pendingCount > mostWaiting)
        return respondProblem(docs, "limited", { headers: { "retry-after": "1" } });
      const found = await limited(() =>
        findClient(readKey(request.headers), settings.readNetwork(request.headers)),
      );
      if (!found) return respondProblem(docs, "key-refused", { headers: { "www-authenticate": "Bearer" } });
      // Before anything is read: a request that is refused costs, too.
      const counted = await limited(() => consume("api-key", found.client.id));
      if (!counted.ok) return respondRefusal(docs, counted.problems);
      return await answer(api, document, request, (sent) =>
        limited(async () => api.app.fetch(sent, { client: found.client })),
      );
    } catch (error) {
      // A system that hangs up is no fault of the portal's, and nobody reads the answer.
      if (!request.signal.aborted) logFailure("api", error);
      return respondProblem(docs, "unavailable");
    }
  };
}

const respondFixed = ({ type, text }: { type: string; text: string }) =>
  new Response(text, { headers: { "content-type": type, "cache-control": "public, max-age=300" } });

/** Reads the key; empty without one, so that the look-up is the same. */
const readKey = (headers: Headers): string =>
  headers.get("authorization")?.match(/^Bearer +(\S+)$/i)?.[1] ?? "";

const withBody = ["PUT", "POST", "PATCH"];

/** Answers the request of a client. */
async function answer(
  { docs }: Api,
  document: Document,
  request: Request,
  carryOut: (request: Request) => Promise<Response>,
): Promise<Response> {
  const { method } = request;
  const allowed = listMethods(document, new URL(request.url).pathname.slice(base.length));
  if (allowed.length === 0) return respondProblem(docs, "not-found");
  if (!allowed.includes(method === "HEAD" ? "GET" : method))
    return respondProblem(docs, "method-refused", { headers: { allow: allowed.join(", ") } });
  const init: RequestInit = { method, headers: request.headers };
  if (withBody.includes(method)) {
    if (
      !/^application\/json *(; *charset *= *"?utf-8"?)? *$/i.test(request.headers.get("content-type") ?? "")
    )
      return respondProblem(docs, "body-type");
    const body = await readBody(request);
    if (typeof body === "string") return respondProblem(docs, body);
    const fault = findSyntaxFault(body.text);
    if (fault) return respondProblem(docs, "json-broken", { detail: fault });
    init.body = body.text;
  }
  return carryOut(new Request(request.url, init));
}

function findSyntaxFault(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? `${error.message}.` : "The body is not JSON.";
  }
}

/** Lists the methods that the document has for a path. */
function listMethods({ paths = {} }: Document, path: string): string[] {
  const found = Object.entries(paths).filter(([pattern]) =>
    new RegExp(`^${pattern.replace(/\{\w+\}/g, "[^/]+")}$`).test(path),
  );
  const methods = found.flatMap(([, operations]) =>
    Object.keys(operations ?? {}).map((name) => name.toUpperCase()),
  );
  return [...new Set(methods)].sort();
}
