import { seeOther } from "@/app/_http/answer";
import { setLanguage } from "@/lib/customers";
import { serialiseCookie } from "@/lib/http";
import { listLanguages } from "@/lib/i18n/choose-language";
import { languageCookie, languageCookieLife } from "@/lib/i18n/languages";
import { handleAccountForm } from "../answer-account-form";

/** Keeps the language that somebody chose; what is none of ours leaves it to the browser. */
export const POST = handleAccountForm(async (viewer, form) => {
  const language = listLanguages().find((name) => name === form.get("language")) ?? null;
  await setLanguage(viewer, language);
  const response = seeOther("/account?done=language");
  // The cookie keeps it after signing out; an earlier one must not come before what the browser asks for.
  const cookie = serialiseCookie(languageCookie, language ?? "", language ? languageCookieLife : 0);
  response.headers.append("set-cookie", cookie);
  return response;
});
