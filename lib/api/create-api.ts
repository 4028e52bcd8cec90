import pLimit from "p-limit";
import { findClient } from "@/lib/api-keys";
import type { LaunchSettings } from "@/lib/launches";
import { consume } from "@/lib/limits";
import { logFailure, logSecurity } from "@/lib/observability";
import { allows, type Permission } from "@/lib/scope";
import type { Client } from "@/lib/viewer";
import { type Api, createEmptyApi, types } from "./api";
import { addChanges } from "./changes";
import { addCustomers } from "./customers";
import { addDevices, addUnits } from "./devices";
import { createDocument, type Document } from "./document";
import { addImport, readImport } from "./import";
import { addLinks } from "./links";
import { addModels } from "./models";
import { respondProblem, respondRefusal } from "./problems";
import { readBody } from "./read-body";
import { addReplacements, addReports, readJsonMessages, readMessageLines } from "./reports";
import { writeReference } from "./write-reference";

/** What the API takes from the configuration and from the request. */
export type ApiSettings = {
  /** The portal's address. */
  address: string;
  partner: string;
  /** Address of the icon in the browser tab. */
  icon: string;
  /** Addresses of the style sheets of the reference. */
  styles: readonly string[];
  launches: LaunchSettings;
  /** Addresses that links may return to, besides the portal's own. */
  exitUris: readonly string[];
  /** Whether the partner's systems verify addresses. */
  matchEmail: boolean;
  /** Days that readings are kept. */
  readingDays: number;
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
  const docs = `${settings.address}${base}/docs`;
  const api = createEmptyApi(docs);
  addModels(api);
  addCustomers(api, settings.matchEmail);
  addDevices(api);
  addUnits(api);
  addImport(api, settings.matchEmail);
  addReports(api, settings.readingDays);
  addReplacements(api);
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
      if (limited.pendingCount > mostWaiting) {
        logSecurity("limit.reached", { limit: "api-waiting" });
        return respondProblem(docs, "limited", { headers: { "retry-after": "1" } });
      }
      const found = await limited(() =>
        findClient(readKey(request.headers), settings.readNetwork(request.headers)),
      );
      if (!found) return respondProblem(docs, "key-refused", { headers: { "www-authenticate": "Bearer" } });
      // Before anything is read: a request that is refused costs, too.
      const counted = await limited(() => consume("api-key", found.client.id));
      if (!counted.ok) return respondRefusal(docs, counted.problems);
      return await answer(api, document, found.client, request, (sent, given) =>
        limited(async () => api.app.fetch(sent, { client: found.client, given })),
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

/** Answers the request of a client. */
async function answer(
  { docs }: Api,
  document: Document,
  { id: keyId, scopes }: Client,
  request: Request,
  carryOut: (request: Request, given: unknown) => Promise<Response>,
): Promise<Response> {
  const { method } = request;
  const operations = findOperations(document, new URL(request.url).pathname.slice(base.length));
  const allowed = Object.keys(operations).sort();
  const operation = operations[method === "HEAD" ? "GET" : method];
  logSecurity("key.used", { keyId, operation: operation?.operationId ?? null });
  if (allowed.length === 0) return respondProblem(docs, "not-found");
  if (!operation) return respondProblem(docs, "method-refused", { headers: { allow: allowed.join(", ") } });
  const wanted = (operation.security?.flatMap(({ key = [] }) => key) ?? []) as Permission[];
  // Before the body is read, which can be long.
  if (!wanted.some((permission) => allows(scopes, permission))) {
    logSecurity("access.denied", { reason: "scope", keyId, scopes: wanted });
    return respondProblem(docs, "scope-missing", {
      detail: `The key needs the scope ${wanted.join(" or ")}.`,
    });
  }
  const init: RequestInit = { method, headers: request.headers };
  const allowedKinds = kinds.filter(
    ({ type, operation: only = operation.operationId }) =>
      type in (operation.requestBody?.content ?? {}) && only === operation.operationId,
  );
  if (allowedKinds.length === 0) return carryOut(new Request(request.url, init), undefined);
  const type = request.headers.get("content-type") ?? "";
  const kind = allowedKinds.find(({ pattern }) => pattern.test(type));
  if (!kind) {
    const wanted = [...new Set(allowedKinds.map((each) => each.type))].join(" or ");
    return respondProblem(docs, "body-type", { detail: `Send it in UTF-8, with Content-Type: ${wanted}.` });
  }
  if (kind.reading >= kind.mostReading) {
    logSecurity("limit.reached", { limit: "api-bodies" });
    return respondProblem(docs, "limited", { headers: { "retry-after": "1" } });
  }
  kind.reading += 1;
  try {
    const body = await readBody(request, kind.most);
    if (typeof body === "string") return respondProblem(docs, body, { detail: kind.words[body] });
    const read = kind.read(body.text);
    if ("code" in read) return respondProblem(docs, read.code, { detail: read.detail });
    if (!("given" in read))
      return await carryOut(new Request(request.url, { ...init, body: body.text }), undefined);
    return await carryOut(new Request(request.url, { method }), read.given);
  } finally {
    kind.reading -= 1;
  }
}

type BodyKind = {
  type: string;
  pattern: RegExp;
  /** The operation that it is for; any that names the type, if there is none. */
  operation?: string;
  /** In bytes. */
  most: number;
  /** Requests that have such a body at once; they may take much memory. */
  mostReading: number;
  reading: number;
  /** Details of problems, where the usual ones are about JSON. */
  words: Partial<Record<"body-large" | "json-broken", string>>;
  /** What the operation gets instead of the text, or what is wrong. */
  read: (text: string) => { given?: unknown } | { code: "body-large" | "json-broken"; detail: string };
};

const json = {
  type: types.json,
  pattern: /^application\/json *(; *charset *= *"?utf-8"?)? *$/i,
  ...{ most: 1_000_000, mostReading: Number.POSITIVE_INFINITY, reading: 0, words: {} },
};
const lines = {
  type: types.lines,
  pattern: /^application\/x-ndjson *(; *charset *= *"?utf-8"?)? *$/i,
  reading: 0,
};
const notUtf8 = { "json-broken": "The lines are not in UTF-8." };

/** What a body may be. The first one that fits counts. */
const kinds: BodyKind[] = [
  { ...json, operation: "report", mostReading: 20, read: readJsonMessages },
  {
    ...{ ...lines, operation: "report", most: 1_000_000, mostReading: 20, read: readMessageLines },
    words: { "body-large": "Messages have at most 1 MB. Send them in several requests.", ...notUtf8 },
  },
  { ...json, read: readSyntax },
  {
    ...{ ...lines, operation: "import", most: 10_000_000, mostReading: 2, read: readImport },
    words: { "body-large": "An import has at most 10 MB. Send the lines in several requests.", ...notUtf8 },
  },
];

function readSyntax(text: string): ReturnType<BodyKind["read"]> {
  try {
    JSON.parse(text);
    return {};
  } catch (error) {
    const detail = error instanceof Error ? `${error.message}.` : "The body is not JSON.";
    return { code: "json-broken", detail };
  }
}

/** Finds the operations that the document has for a path, by method. */
function findOperations({ paths = {} }: Document, path: string): Record<string, Operation> {
  const found = Object.entries(paths).filter(([pattern]) =>
    new RegExp(`^${pattern.replace(/\{\w+\}/g, "[^/]+")}$`).test(path),
  );
  return Object.fromEntries(
    found.flatMap(([, operations]) =>
      Object.entries(operations ?? {}).map(([method, operation]) => [method.toUpperCase(), operation]),
    ),
  );
}

type Operation = {
  operationId?: string;
  requestBody?: { content?: object };
  security?: { key?: string[] }[];
};
