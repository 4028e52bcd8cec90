import { handleAccountForm } from "@/app/_http/handlers";
import { seeOther } from "@/app/_http/responses";
import { setLanguage } from "@/lib/customers";
import { getLanguageCookieName, serialiseCookie } from "@/lib/http";
import { listLanguages } from "@/lib/i18n/choose-language";
import { languageCookieLife } from "@/lib/i18n/languages";
import { routes } from "@/lib/routes";
import { ownScope } from "@/lib/scope";

/** Saves the chosen language; any other value leaves it to the browser. */
export const POST = handleAccountForm(async (viewer, form) => {
  const language = listLanguages().find((name) => name === form.get("language")) ?? null;
  await setLanguage(ownScope(viewer), language);
  const response = seeOther(routes.account({ done: "language" }));
  // The cookie keeps the choice after sign-out; if the browser decides, an older cookie must not override it.
  const cookie = serialiseCookie(getLanguageCookieName(), language ?? "", language ? languageCookieLife : 0);
  response.headers.append("set-cookie", cookie);
  return response;
});
