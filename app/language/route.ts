import { handleForm, seeOther } from "@/app/_http/answer";
import { readViewer } from "@/app/_http/viewer-of";
import { setLanguage } from "@/lib/customers";
import { env } from "@/lib/env";
import { serialiseCookie } from "@/lib/http";
import { listLanguages } from "@/lib/i18n/choose-language";
import { languageCookie, languageCookieLife } from "@/lib/i18n/languages";

/** The page that the form stands on; browsers name it to their own site. */
function pageBefore(referer: string | null): string {
  const { NEXTAUTH_URL } = env();
  const url = referer && URL.canParse(referer) ? new URL(referer) : null;
  // "//host" as a path would leave the origin.
  if (url?.origin !== NEXTAUTH_URL || url.pathname.startsWith("//")) return "/";
  return url.pathname + url.search;
}

/** Keeps the language that somebody chose: in a cookie, and in the profile of a customer. */
export const POST = handleForm(async (request, form) => {
  const response = seeOther(pageBefore(request.headers.get("referer")));
  const language = listLanguages().find((name) => name === form.get("language"));
  if (!language) return response;
  const viewer = await readViewer(request);
  if (viewer) await setLanguage(viewer, language);
  response.headers.append("set-cookie", serialiseCookie(languageCookie, language, languageCookieLife));
  return response;
});
