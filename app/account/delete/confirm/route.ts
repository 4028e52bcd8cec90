import { readField } from "@/app/_http/forms";
import { handleAccountForm } from "@/app/_http/handlers";
import { loadTranslator, readCookies } from "@/app/_http/request";
import { seeOther } from "@/app/_http/responses";
import { deleteCustomer } from "@/lib/customers";
import { getLanguageCookieName, nameCookie, serialiseCookie } from "@/lib/http";
import { languageCookieLife } from "@/lib/i18n/languages";
import { hashPerson, logSecurity } from "@/lib/observability";
import { routes } from "@/lib/routes";
import { ownScope } from "@/lib/scope";

/** Ignores case, character width and surrounding spaces: phones capitalize the first letter. */
const normalizeWord = (word: string) => word.slice(0, 100).normalize("NFKC").trim().toLowerCase();

/** Deletes the account of a customer who has a fresh sign-in and typed the word. */
export const POST = handleAccountForm(async (viewer, form, request) => {
  const { t, language } = await loadTranslator(request);
  if (normalizeWord(readField(form, "word")) !== normalizeWord(t("account.delete.word")))
    return seeOther(routes.deleteAccount({ word: "wrong" }));
  await deleteCustomer(ownScope(viewer), "customer");
  logSecurity("account.deleted", { by: "customer", customer: hashPerson(viewer.id) });
  const response = seeOther(routes.accountDeleted());
  for (const name of Object.keys(readCookies(request)))
    if (name.startsWith(nameCookie(""))) response.headers.append("set-cookie", serialiseCookie(name, "", 0));
  // The profile is gone, and its language with it: this cookie keeps it for the goodbye page.
  response.headers.append(
    "set-cookie",
    serialiseCookie(getLanguageCookieName(), language, languageCookieLife),
  );
  return response;
}, routes.deleteAccount);
