import type { NextRequest } from "next/server";
import { buildThemePath } from "@/app/settings";
import { env } from "@/lib/env";
import { type PageProblemCode, problems } from "@/lib/errors";
import { createStrictPolicy } from "@/lib/http";
import { logFailure } from "@/lib/observability";
import { files, getOrigin, isLaunchPath, routes, toAbsolute } from "@/lib/routes";
import { isStaff } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import { loadTranslator } from "./request";

/** Keeps a handler's response out of every cache. */
export const noStore = { "cache-control": "private, no-store" };

/**
 * Redirects without caching and without sending a referrer to the next page.
 * @param location a path on this site, or an absolute URL that is sent unchanged
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

/** Builds a response that the browser saves as a file, whatever characters its name has (RFC 6266). */
export function download(body: BodyInit, type: string, filename: string): Response {
  const plain = filename.replace(/[^\w.() -]/g, "_");
  const exact = encodeURIComponent(filename).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return new Response(body, {
    headers: {
      ...noStore,
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="${plain}"${plain === filename ? "" : `; filename*=UTF-8''${exact}`}`,
    },
  });
}

/** Chooses where an error page's link leads, and the message key of its label. */
export const chooseNextLink = (viewer: Viewer | null) =>
  isStaff(viewer)
    ? ({ href: routes.support(), words: "desk.search" } as const)
    : ({ href: routes.devices(), words: "problems.onwards" } as const);

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A secret to copy, with the label of its field and the words of its button. */
type Secret = { label: string; value: string; copy: string; copied: string };

/** Writes a secret's field. Without JavaScript there is no button; the field can be selected by hand. */
const writeSecret = ({ label, value, copy, copied }: Secret) => `
<p>
<label for="secret" id="label">${escapeHtml(label)}</label>
<textarea id="secret" rows="2" readonly spellcheck="false">${escapeHtml(value)}</textarea>
<button type="button" id="copy" aria-labelledby="copy label" hidden>${escapeHtml(copy)}</button>
<span id="copied" role="status" data-words="${escapeHtml(copied)}"></span>
</p>
<script src="${files.copyScript()}"></script>`;

/** A form for another site, which sends itself where scripts run. */
type Onwards = { action: string; fields: Record<string, string>; button: string };

const writeOnwards = ({ action, fields, button }: Onwards) => `
<form method="post" action="${escapeHtml(action)}">
${Object.entries(fields)
  .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
  .join("\n")}
<button type="submit">${escapeHtml(button)}</button>
</form>
<script src="${files.submitScript()}"></script>`;

type SmallPage = {
  language: string;
  title: string;
  text: string;
  secret?: Secret;
  /** Where to go on: a link or a form. */
  link: { href: string; label: string } | Onwards;
  small?: string;
  /** Whether the page opens its link at once. People only see it if that takes long. */
  redirects?: boolean;
};

/** Renders a handler's own page. It needs no JavaScript; public/small-page.css styles it. */
export function respondPage(status: number, page: SmallPage, headers = new Headers()): Response {
  const { language, title, text, secret, link, small, redirects } = page;
  const href = "href" in link ? escapeHtml(link.href) : "";
  const html = `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${redirects ? `<meta http-equiv="refresh" content="0; url=${href}">` : ""}
<title>${escapeHtml(title)} · ${escapeHtml(env().PARTNER_NAME)}</title>
<link rel="icon" href="${escapeHtml(files.image(env().PARTNER_FAVICON))}">
<link rel="stylesheet" href="${files.smallPageStyles()}">
<link rel="stylesheet" href="${buildThemePath()}">
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml(text)}</p>
${secret ? writeSecret(secret) : ""}
${"href" in link ? `<p><a href="${href}">${escapeHtml(link.label)}</a></p>` : writeOnwards(link)}
${small ? `<p><small>${escapeHtml(small)}</small></p>` : ""}
</main>
</body>
</html>
`;
  for (const [name, value] of Object.entries(noStore)) headers.set(name, value);
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("referrer-policy", "no-referrer");
  return new Response(html, { status, headers });
}

/** Shows a secret on a page that exists only as this response. */
export const respondSecret = (page: SmallPage & { secret: Secret }): Response =>
  respondPage(200, page, new Headers({ "content-security-policy": createStrictPolicy(true) }));

/** Explains a problem on a page, with the matching status code. */
export async function respondProblem(
  request: NextRequest,
  code: PageProblemCode,
  reference?: string,
): Promise<Response> {
  const { t, language, viewer } = await loadTranslator(request);
  const { href, words } = chooseNextLink(viewer);
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
 * Redirects through a page rather than by status code. Chromium applies form-action to every redirect after
 * a form, and a launch leads to hosts we can't list, such as Amazon's sign-in. A page ends that chain.
 */
async function respondRedirectPage(
  request: NextRequest,
  words: "onwards" | "handOver.open.leaving",
  href: string,
  headers: Headers,
): Promise<Response> {
  const { t, language } = await loadTranslator(request);
  const [title, text, label] = [t(`${words}.title`), t(`${words}.text`), t(`${words}.link`)];
  return respondPage(200, { language, title, text, link: { href, label }, redirects: true }, headers);
}

/** Redirects after sign-in; to a launch through a page, see respondRedirectPage(). */
export async function respondSignedIn(request: NextRequest, redirect: Response): Promise<Response> {
  const headers = new Headers(redirect.headers);
  const href = headers.get("location") ?? routes.devices();
  if (!isLaunchPath(new URL(href, getOrigin()).pathname)) return redirect;
  headers.delete("location");
  return respondRedirectPage(request, "onwards", href, headers);
}

/** Leaves for Amazon after a form, through a page that sends no referrer, and sets `cookie`. */
export const respondLeaving = (request: NextRequest, url: string, cookie: string): Promise<Response> =>
  respondRedirectPage(request, "handOver.open.leaving", url, new Headers({ "set-cookie": cookie }));

/**
 * Streams text, producing each piece only once the client has read the previous one. An error is logged and
 * aborts the response, so that a partial file can't pass for a complete one.
 * @param what name in the log
 */
export function streamText(what: string, pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let isCancelled = false;
  return new ReadableStream(
    {
      async pull(controller) {
        try {
          const piece = await pieces.next();
          if (isCancelled) return;
          if (piece.done) controller.close();
          else controller.enqueue(encoder.encode(piece.value));
        } catch (error) {
          logFailure(what, error);
          controller.error(error);
        }
      },
      cancel: async () => {
        isCancelled = true;
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 0 },
  );
}
