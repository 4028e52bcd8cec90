import type { NextRequest } from "next/server";
import { buildSignOutUrl, readIdentityProvider } from "@/lib/auth";
import { env } from "@/lib/env";
import { type PageProblemCode, problems } from "@/lib/errors";
import { getSessionCookieName, serialiseCookie } from "@/lib/http";
import { logFailure, newReference } from "@/lib/observability";
import { files, isLaunchPath, routes, toAbsolute } from "@/lib/routes";
import { isStaff } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import { loadTranslator } from "./request";

/** No cache keeps what a handler answers. */
export const noStore = { "cache-control": "private, no-store" };

/**
 * A redirect that no cache keeps and whose next page does not learn where it came from.
 * @param location a path of ours, or an absolute address that goes out to the letter
 */
export const seeOther = (location: string): Response =>
  new Response(null, {
    status: 303,
    headers: {
      ...noStore,
      location: location.startsWith("/") ? toAbsolute(location) : location,
      "referrer-policy": "no-referrer",
    },
  });

/** A JSON document that the browser saves. */
export const download = (body: BodyInit, type: string, filename: string): Response =>
  new Response(body, {
    headers: {
      ...noStore,
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="${filename}"`,
    },
  });

/** Where somebody goes on from a page that says what went wrong, and the key of the words for it. */
export const chooseWayOn = (viewer: Viewer | null) =>
  isStaff(viewer)
    ? ({ href: routes.support(), words: "desk.search" } as const)
    : ({ href: routes.devices(), words: "problems.onwards" } as const);

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

type SmallPage = {
  language: string;
  title: string;
  text: string;
  link: { href: string; label: string };
  small?: string;
  /** Goes on to the link at once; the page is then only seen where that takes long. */
  goesOn?: boolean;
};

/** A handler's own page: whole without JavaScript, its look in public/small-page.css. */
function respondPage(status: number, page: SmallPage, headers = new Headers()): Response {
  const { language, title, text, link, small, goesOn } = page;
  const href = escapeHtml(link.href);
  const html = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${goesOn ? `<meta http-equiv="refresh" content="0; url=${href}">` : ""}
<title>${escapeHtml(title)} · ${escapeHtml(env().PARTNER_NAME)}</title>
<link rel="icon" href="${escapeHtml(env().PARTNER_FAVICON)}">
<link rel="stylesheet" href="${routes.theme()}">
<link rel="stylesheet" href="${files.smallPageStyles()}">
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
<p><a href="${href}">${escapeHtml(link.label)}</a></p>
${small ? `<p><small>${escapeHtml(small)}</small></p>` : ""}
</main>
</body>
</html>
`;
  for (const [name, value] of Object.entries(noStore)) headers.set(name, value);
  headers.set("content-type", "text/html; charset=utf-8");
  return new Response(html, { status, headers });
}

/** What went wrong, in words and with the true status. */
export async function respondProblem(
  request: NextRequest,
  code: PageProblemCode,
  reference?: string,
): Promise<Response> {
  const { t, language, viewer } = await loadTranslator(request);
  const { href, words } = chooseWayOn(viewer);
  const { status, words: key } = problems[code];
  return respondPage(status, {
    language,
    title: t(`${key}.title`),
    text: t(`${key}.text`),
    link: { href, label: t(words) },
    small: reference && t("problems.reference", { reference }),
  });
}

/**
 * A page that goes on by itself. Chromium holds a form's policy against every redirect that follows it, and a launch
 * leads to hosts that we cannot list (Amazon's own sign-in): a page ends that.
 */
async function respondOnwards(
  request: NextRequest,
  words: "onwards" | "handOver.open.leaving",
  href: string,
  headers: Headers,
): Promise<Response> {
  const { t, language } = await loadTranslator(request);
  const [title, text, label] = [t(`${words}.title`), t(`${words}.text`), t(`${words}.link`)];
  return respondPage(200, { language, title, text, link: { href, label }, goesOn: true }, headers);
}

/** Goes on after a sign-in; to a launch by a page of its own. */
export async function respondSignedIn(request: NextRequest, redirect: Response): Promise<Response> {
  const headers = new Headers(redirect.headers);
  const href = headers.get("location") ?? routes.devices();
  if (!isLaunchPath(new URL(href, env().NEXTAUTH_URL).pathname)) return redirect;
  headers.delete("location");
  return respondOnwards(request, "onwards", href, headers);
}

/** Leaves for Amazon after a form, by a page that does not say where it came from, and keeps `cookie`. */
export const respondLeaving = (request: NextRequest, url: string, cookie: string): Promise<Response> =>
  respondOnwards(request, "handOver.open.leaving", url, new Headers({ "set-cookie": cookie }));

/**
 * On to the identity provider, to sign out there too, and to the welcome page.
 * @param ended the session that this browser had; null when it ran out before: nothing is known of it any more
 */
export async function respondSignedOut(ended: { idToken: string | null } | null): Promise<Response> {
  // Who signed in by e-mail is signed in nowhere else.
  const isElsewhere = readIdentityProvider() && ended?.idToken !== null;
  const target = isElsewhere ? await buildSignOutUrl(ended?.idToken ?? null) : routes.welcome();
  const response = seeOther(target ?? routes.signIn({ error: "sign-out" }));
  response.headers.append("set-cookie", serialiseCookie(getSessionCookieName(), "", 0));
  return response;
}

/**
 * A body that is made piece by piece, each only when the reader has taken the one before. A reader who goes away ends
 * it; what fails on the way is logged and breaks the answer off, so that nobody takes a part for the whole.
 * @param what names it in the log
 */
export function streamText(what: string, pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const piece = await pieces.next();
          if (piece.done) controller.close();
          else controller.enqueue(encoder.encode(piece.value));
        } catch (error) {
          logFailure(what, newReference(), error);
          controller.error(error);
        }
      },
      cancel: async () => void (await pieces.return(undefined)),
    },
    { highWaterMark: 0 },
  );
}
