import type { NextRequest } from "next/server";
import { findViewer, hashToken, newToken } from "@/lib/auth";
import { browserCookieLife, getBrowserCookieName, getSessionCookieName, serialiseCookie } from "@/lib/http";
import { chooseLanguage } from "@/lib/i18n/choose-language";
import { languageCookie } from "@/lib/i18n/languages";
import { getTranslator } from "@/lib/i18n/translator";

/** Who sends a handler's request; null when nobody is signed in. */
export const readViewer = (request: NextRequest) =>
  findViewer(request.cookies.get(getSessionCookieName())?.value, request.headers);

/** The request's cookies by name. */
export const readCookies = (request: NextRequest): Record<string, string> =>
  Object.fromEntries(request.cookies.getAll().map(({ name, value }) => [name, value]));

/** The words for a handler's own page, their language, and who reads them. */
export async function loadTranslator(request: NextRequest) {
  const viewer = await readViewer(request).catch(() => null);
  const language = chooseLanguage({
    profile: viewer?.language,
    cookie: request.cookies.get(languageCookie)?.value,
    accepted: request.headers.get("accept-language"),
  });
  return { t: await getTranslator(language), language, viewer };
}

/** The token of this browser's cookie. What newToken() did not make counts as none: it goes back into a header. */
const readBrowserToken = (request: NextRequest) =>
  request.cookies.get(getBrowserCookieName())?.value.match(/^[\w-]{43}$/)?.[0];

/** Hash of this browser's cookie; null when it has none. */
export function readBrowser(request: NextRequest): Buffer | null {
  const token = readBrowserToken(request);
  return token ? hashToken(token) : null;
}

/** Recognizes this browser from now on: the hash of its cookie, and the Set-Cookie header that keeps it. */
export function ensureBrowser(request: NextRequest): { browserHash: Buffer; cookie: string } {
  const token = readBrowserToken(request) ?? newToken();
  return {
    browserHash: hashToken(token),
    cookie: serialiseCookie(getBrowserCookieName(), token, browserCookieLife),
  };
}

type Parameter = string | string[] | undefined;

/** The parameters of a page's address. */
export type SearchParams = Promise<Record<string, Parameter>>;

/** The first value of a parameter, without NUL (which PostgreSQL refuses), at most 2,000 characters. */
export function firstParam(value: Parameter): string | null {
  const [first] = [value].flat();
  return first?.replaceAll("\0", "").slice(0, 2000) ?? null;
}

/** Which of `words` a parameter names; undefined for anything else. */
export const enumParam = <Word extends string>(value: Parameter, words: readonly Word[]): Word | undefined =>
  words.find((word) => word === firstParam(value));

/** A page's own address with its parameters, to come back to after signing in. */
export function addParams(path: string, parameters: Record<string, Parameter>): string {
  const query = new URLSearchParams(
    Object.entries(parameters).flatMap(([name, value]) => [value ?? []].flat().map((item) => [name, item])),
  );
  return query.size > 0 ? `${path}?${query}` : path;
}

/** A wait as a redirect carries it: in whole minutes. */
export const writeMinutes = (seconds = 0): string => String(Math.ceil(seconds / 60));

/** Minutes to wait, as a redirect of ours wrote them: 1 to 60, whatever the address says. */
export const readMinutes = (value: Parameter): number =>
  Math.min(Math.max(Math.trunc(Number(firstParam(value))) || 1, 1), 60);
