import { handleForm } from "@/app/_http/handlers";
import { readViewer } from "@/app/_http/request";
import { seeOther } from "@/app/_http/responses";
import { setLanguage } from "@/lib/customers";
import { getLanguageCookieName, serialiseCookie } from "@/lib/http";
import { listLanguages } from "@/lib/i18n/choose-language";
import { languageCookieLife } from "@/lib/i18n/languages";
import { getOrigin, safeCallback } from "@/lib/routes";
import { ownScope } from "@/lib/scope";

/** Saves the chosen language in a cookie and, for customers, in the profile. */
export const POST = handleForm(async (request, form) => {
  const origin = getOrigin();
  const response = seeOther(safeCallback(request.headers.get("referer"), origin, "form"));
  const language = listLanguages().find((name) => name === form.get("language"));
  if (!language) return response;
  const viewer = await readViewer(request);
  const scope = viewer && ownScope(viewer);
  if (scope) await setLanguage(scope, language);
  response.headers.append(
    "set-cookie",
    serialiseCookie(getLanguageCookieName(), language, languageCookieLife),
  );
  return response;
});
