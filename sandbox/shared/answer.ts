import type { IncomingMessage, ServerResponse } from "node:http";
import { contentSecurityPolicy } from "./page";

/** A handler's response; `sendAnswer` writes it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const bodyLimit = 64 * 1024;

/** The headers of every sandbox response. A response's own headers override them. */
export const safeHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": contentSecurityPolicy(),
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
  "x-robots-tag": "noindex, nofollow",
  "referrer-policy": "no-referrer",
};

export function htmlAnswer(status: number, body: string): Answer {
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body };
}

export function jsonAnswer(status: number, value: unknown): Answer {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}

export function textAnswer(status: number, body: string, type = "text/plain"): Answer {
  return { status, headers: { "content-type": `${type}; charset=utf-8` }, body };
}

export function emptyAnswer(status: number): Answer {
  return { status, headers: {}, body: "" };
}

/** A 303 redirect. The caller must ensure that `location` is on this site. */
export function seeOther(location: string): Answer {
  return { status: 303, headers: { location }, body: "" };
}

export function methodRefused(allow: string): Answer {
  const answer = textAnswer(405, `This address takes ${allow} only.\n`);
  return { ...answer, headers: { ...answer.headers, allow } };
}

export function sendAnswer(response: ServerResponse, { status, headers, body }: Answer): void {
  // The rest of a body that was too large is never read, so close the connection.
  if (!response.req.complete) response.shouldKeepAlive = false;
  const length = status === 204 ? undefined : { "content-length": Buffer.byteLength(body) };
  response.writeHead(status, { ...safeHeaders, ...headers, ...length });
  response.end(response.req.method === "HEAD" ? undefined : body);
}

/** Reads the body as text; null if it is larger than 64 KiB. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
