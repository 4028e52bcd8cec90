import type { NextRequest } from "next/server";
import { findViewer, hashToken, newToken, sessionScope } from "@/lib/auth";
import {
  browserCookieLife,
  getBrowserCookieName,
  getLanguageCookieName,
  getSessionCookieName,
  serialiseCookie,
} from "@/lib/http";
import { chooseLanguage } from "@/lib/i18n/choose-language";
import { getTranslator } from "@/lib/i18n/translator";
import type { SessionScope } from "@/lib/scope";
import type { SignedIn } from "@/lib/viewer";

/** Finds the viewer who sent the request; null when signed out. */
export const readViewer = (request: NextRequest) =>
  findViewer(request.cookies.get(getSessionCookieName())?.value, request.headers);

/** Returns the scope of the request's session, which may have ended; null without one. */
export function readSession(request: NextRequest): SessionScope | null {
  const token = request.cookies.get(getSessionCookieName())?.value;
  return token ? sessionScope(token) : null;
}

/** Reads the request's cookies by name. */
export const readCookies = (request: NextRequest): Record<string, string> =>
  Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value]));

/** Chooses the language of a handler's response. */
export const chooseRequestLanguage = (request: NextRequest, viewer: SignedIn | null) =>
  chooseLanguage({
    profile: viewer?.language,
    cookie: request.cookies.get(getLanguageCookieName())?.value,
    accepted: request.headers.get("accept-language"),
  });

/** Loads the translations for a handler's own page, with their language and the viewer. */
export async function loadTranslator(request: NextRequest) {
  const viewer = await readViewer(request).catch(() => null);
  const language = chooseRequestLanguage(request, viewer);
  return { t: await getTranslator(language), language, viewer };
}

/** Reads the token of this browser's cookie. It's echoed in a header, so only newToken()'s format passes. */
const readBrowserToken = (request: NextRequest) =>
  request.cookies.get(getBrowserCookieName())?.value.match(/^[\w-]{43}$/)?.[0];

/** Hashes a browser's cookie for visits, differently than for launches, so that no visit leads to a customer. */
export const hashVisitor = (token: string) => hashToken(`visit ${token}`);

/** Hashes this browser's cookie; null when it has none. */
export function readBrowser(request: NextRequest, hash = hashToken): Buffer | null {
  const token = readBrowserToken(request);
  return token ? hash(token) : null;
}

/** Gives this browser a cookie or renews it. @returns its hash and the Set-Cookie header */
export function ensureBrowser(
  request: NextRequest,
  hash = hashToken,
): { browserHash: Buffer; cookie: string } {
  const token = readBrowserToken(request) ?? newToken();
  return {
    browserHash: hash(token),
    cookie: serialiseCookie(getBrowserCookieName(), token, browserCookieLife),
  };
}

type Parameter = string | string[] | undefined;

/** A page's query parameters. */
export type SearchParams = Promise<Record<string, Parameter>>;

/** Returns a parameter's first value, without NUL (which PostgreSQL rejects), and no longer than `most`. */
export function firstParam(value: Parameter, most = 2000): string | null {
  const [first] = [value].flat();
  return first?.replaceAll("\0", "").slice(0, most) ?? null;
}

/** Longest sealed text in an address (see `sealText`), in characters. */
export const mostSealed = 3000;

/** Returns the one of `words` that a parameter names; undefined for anything else. */
export const enumParam = <Word extends string>(value: Parameter, words: readonly Word[]): Word | undefined =>
  words.find((word) => word === firstParam(value));

/** Adds query parameters to a page's path, to return to it after sign-in. */
export function addParams(path: string, parameters: Record<string, Parameter>): string {
  const query = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) => [value ?? []].flat().map((item) => [name, item])),
  );
  return query.size > 0 ? `${path}?${query}` : path;
}

/** Formats a wait for a redirect's query, in whole minutes. */
export const writeMinutes = (seconds = 0): string => String(Math.ceil(seconds / 60));

/** Reads a wait that writeMinutes() wrote, clamped to 1 to 60 minutes because anyone can edit a URL. */
export const readMinutes = (value: Parameter): number =>
  Math.min(Math.max(Math.trunc(Number(firstParam(value))) || 1, 1), 60);
