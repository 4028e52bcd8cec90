import type { NextRequest } from "next/server";
import { env } from "@/lib/env";
import { type ProblemCode, problemStatus } from "@/lib/errors";
import { wayOn } from "./way-on";
import { loadTranslator } from "./words";

/** No cache keeps what a handler answers. */
export const noStore = { "cache-control": "private, no-store" };

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
<link rel="stylesheet" href="/theme.css">
<link rel="stylesheet" href="/small-page.css">
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
  code: ProblemCode,
  reference?: string,
): Promise<Response> {
  const { t, language, viewer } = await loadTranslator(request);
  const { href, words } = wayOn(viewer);
  return respondPage(problemStatus[code], {
    language,
    title: t(`problems.${code}.title`),
    text: t(`problems.${code}.text`),
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
  const href = headers.get("location") ?? "/devices";
  if (!/\/go\/[^/]*$/.test(new URL(href, env().NEXTAUTH_URL).pathname)) return redirect;
  headers.delete("location");
  return respondOnwards(request, "onwards", href, headers);
}

/** Leaves for Amazon after a form, by a page that does not say where it came from, and keeps `cookie`. */
export const respondLeaving = (request: NextRequest, url: string, cookie: string): Promise<Response> =>
  respondOnwards(
    request,
    "handOver.open.leaving",
    url,
    new Headers({ "referrer-policy": "no-referrer", "set-cookie": cookie }),
  );
