import type { IncomingMessage } from "node:http";
import { isOwnForm } from "@/lib/http";
import { findRoute, getBasePath, isBelowBasePath, routes } from "@/lib/routes";

/** An answer in plain text, for requests that no browser sends. */
export type Refusal = { status: number; text: string; allow?: string };

/** The methods that requests may have. */
export const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** In bytes. The longest form is a model's, with a picture. The API counts for itself, and answers in its own form. */
const mostBytes = 512 * 1024;
/** Of an import. Files above what it takes are read to their end, so that its form can say so. */
const mostImportBytes = 200_000 * 1024;

type Head = Pick<IncomingMessage, "method" | "url" | "headers" | "httpVersion">;

/**
 * Refuses requests that Next would answer with 500, hold open or read without a limit.
 * @returns undefined for a request that Next may answer
 */
export function refuse({ method = "", url = "", headers, httpVersion }: Head): Refusal | undefined {
  if (!methods.includes(method))
    return { status: 405, text: `The method ${method} is not supported.`, allow: methods.join(", ") };
  if (!url.startsWith("/"))
    return { status: 400, text: "The request target must be a path on this host, starting with a slash." };
  const pathname = readPathname(url);
  if (!isDecodable(pathname)) return { status: 400, text: "The path has a malformed percent escape." };
  // Next would redirect to the address that the dots lead to, with the method: a DELETE of a device, to its model.
  if (routes.api.matches(pathname) && /\/(\.|%2e){1,2}(\/|$)/i.test(pathname))
    return { status: 400, text: "An identifier must not be . or .. alone." };
  if (headers.host === undefined && httpVersion !== "1.0")
    return { status: 400, text: "The Host header is missing." };
  if (headers.upgrade !== undefined)
    return { status: 400, text: "This server does not upgrade connections to another protocol." };
  if (!isBelowBasePath(pathname))
    return { status: 404, text: `All addresses of this portal start with ${getBasePath()}.` };
  // Next would fetch and cache images on disk.
  if (pathname.endsWith("/_next/image")) return { status: 404, text: "Images are not resized here." };
  // Next would take a form for a page as a server action. There are none.
  if (findRoute(pathname)?.kind !== "handler" && method !== "GET" && method !== "HEAD")
    return { status: 405, text: "Pages and files can only be read.", allow: "GET, HEAD" };
  return refuseBody(pathname, headers);
}

/** Returns the path of a request target. */
export const readPathname = (url = ""): string => url.split(/[?#]/, 1)[0] ?? "";

/** Whether a page of another site sent a form. Machines send no forms: they have keys or signed tokens. */
const isForeignForm = (pathname: string, headers: Head["headers"]): boolean =>
  ![routes.api, routes.backChannelLogout].some((route) => route.matches(pathname)) &&
  !isOwnForm(headers.origin, headers["sec-fetch-site"]);

function refuseBody(pathname: string, headers: Head["headers"]): Refusal | undefined {
  if (headers.expect !== undefined && headers.expect.toLowerCase() !== "100-continue")
    return { status: 417, text: "The only expectation that this server knows is 100-continue." };
  const length = Number(headers["content-length"] ?? 0);
  // A shorter one is dropped by its handler, which says so in the person's language.
  if ((length > mostBytes || headers["transfer-encoding"] !== undefined) && isForeignForm(pathname, headers))
    return { status: 403, text: "Another site sent this form." };
  // A body without a declared length is counted by whoever reads it.
  const takesFile = [routes.uploadImport, routes.reportMatches].some((route) => route.matches(pathname));
  const most = takesFile ? mostImportBytes : mostBytes;
  if (!routes.api.matches(pathname) && length > most)
    return { status: 413, text: `The body is larger than ${most / 1024} kB.` };
}

function isDecodable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}
