import type { IncomingMessage } from "node:http";
import { type Answer, jsonAnswer, readBody, textAnswer } from "./answer";

/** Whether a request only reads. */
export function isRead(request: IncomingMessage): boolean {
  return request.method === "GET" || request.method === "HEAD";
}

/** Responds with JSON if requested, otherwise with a page. */
export function answerAs(request: IncomingMessage, data: unknown, page: () => Answer): Answer {
  const wantsJson =
    /[?&]format=json(?:&|$)/.test(request.url ?? "") || request.headers.accept?.includes("application/json");
  return wantsJson ? jsonAnswer(200, data) : page();
}

/** Reads a posted form. Returns an error response if it comes from another site or is too large. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | Answer> {
  // Programs send no Origin. Browsers do, or "null" if the page hides it.
  const { origin, host } = request.headers;
  if (origin !== undefined && origin.replace(/^https?:\/\//, "") !== host)
    return textAnswer(403, "Other sites may not change the sandbox. Open this page directly.\n");
  if (!request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded"))
    return textAnswer(415, "Send the fields of the form, as application/x-www-form-urlencoded.\n");
  const body = await readBody(request);
  return body === null ? textAnswer(413, "More than 64 KiB. Send less.\n") : new URLSearchParams(body);
}
