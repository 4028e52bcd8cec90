import { get, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import Negotiator from "negotiator";
import { env } from "@/lib/env";
import { getLanguageCookieName, getSessionCookieName } from "@/lib/http";
import { chooseLanguage } from "@/lib/i18n/choose-language";
import type { Language } from "@/lib/i18n/languages";
import { logFailure } from "@/lib/observability";
import { routes } from "@/lib/routes";

/** The page and its headers, in pieces between which a nonce goes. */
type Page = { html: string[]; link: string[]; cacheControl: string; vary: string };

/** On the requests that this file itself makes. */
const freshHeader = "x-larder-fresh";

/** Milliseconds after which a page that could not be rendered is tried again. */
const retryAfter = 60_000;

const compress = promisify(gzip);

/**
 * Answers strangers with the welcome page as Next rendered it once for their language: it depends on the language and
 * the settings alone. Everyone gets a nonce of their own. There are as many pages as languages.
 * @returns a function that answers a request and returns true, or leaves it to Next and returns false
 */
export function rememberWelcome(server: Server) {
  const pages = new Map<Language, Page | "coming">();
  return (request: IncomingMessage, response: ServerResponse, nonce: string): boolean => {
    const language = isForStranger(request) ? readLanguage(request) : undefined;
    const page = language && pages.get(language);
    if (typeof page === "object") {
      respond(request, response, page, nonce).catch((error) => {
        logFailure("welcome page", error);
        response.destroy();
      });
      return true;
    }
    if (language && !page) {
      pages.set(language, "coming");
      void renderOnce(server, language).then(
        (rendered) => pages.set(language, rendered),
        // Next answers meanwhile.
        () => void setTimeout(() => pages.delete(language), retryAfter).unref(),
      );
    }
    return false;
  };
}

const readCookie = ({ headers }: IncomingMessage, name: string) =>
  headers.cookie
    ?.split(/; */)
    .find((cookie) => cookie.startsWith(`${name}=`))
    ?.slice(name.length + 1);

/** Whether a request is for the plain page, as a browser opens it, from somebody without a session. */
const isForStranger = (request: IncomingMessage): boolean =>
  request.method === "GET" &&
  request.url === routes.welcome() &&
  readCookie(request, getSessionCookieName()) === undefined &&
  !Object.keys(request.headers).some(
    (name) => name === "rsc" || name === freshHeader || name.startsWith("next-"),
  );

const readLanguage = (request: IncomingMessage): Language =>
  chooseLanguage({
    cookie: readCookie(request, getLanguageCookieName()),
    accepted: request.headers["accept-language"],
  });

/** Asks this server for the page as Next renders it. Nothing of a visitor's request is in there. */
async function renderOnce(server: Server, language: Language): Promise<Page> {
  const { address, port } = server.address() as AddressInfo;
  const { host } = new URL(env().NEXTAUTH_URL);
  const headers = { host, "accept-language": language, [freshHeader]: "1" };
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const at = address.replace(/^(0\.0\.0\.0|::)$/, "127.0.0.1");
    get({ host: at, port, path: routes.welcome(), headers, agent: false }, resolve).once("error", reject);
  });
  const html = await text(answer);
  const { link = "", vary = "", "cache-control": cacheControl = "" } = answer.headers;
  const nonce = String(answer.headers["content-security-policy"]).match(/'nonce-([\w-]+)'/)?.[1];
  if (answer.statusCode !== 200 || !nonce) throw new Error(`The welcome page answered ${answer.statusCode}.`);
  return { html: html.split(nonce), link: String(link).split(nonce), cacheControl, vary };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { html, link, cacheControl, vary }: Page,
  nonce: string,
): Promise<void> {
  const plain = Buffer.from(html.join(nonce));
  const isCompressed = new Negotiator(request).encoding(["gzip", "identity"]) === "gzip";
  const body = isCompressed ? await compress(plain) : plain;
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": cacheControl,
    vary,
    link: link.join(nonce),
    "content-length": body.length,
    ...(isCompressed && { "content-encoding": "gzip" }),
  });
  response.end(body);
}
