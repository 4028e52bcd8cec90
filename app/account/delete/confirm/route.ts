import { readCookies, seeOther } from "@/app/_http/answer";
import { loadTranslator } from "@/app/_http/words";
import { handleAccountForm } from "@/app/account/answer-account-form";
import { deleteCustomer } from "@/lib/customers";
import { serialiseCookie } from "@/lib/http";
import { languageCookie, languageCookieLife } from "@/lib/i18n/languages";

/** Case, width and spaces around it do not matter: phones write the first letter as a capital. */
const plain = (word: string) => word.slice(0, 100).normalize("NFKC").trim().toLowerCase();

/** Deletes the account of who signed in a moment ago and typed the word. */
export const POST = handleAccountForm(async (viewer, form, request) => {
  const { t, language } = await loadTranslator(request);
  if (plain(String(form.get("word") ?? "")) !== plain(t("account.delete.word")))
    return seeOther("/account/delete?word=wrong");
  await deleteCustomer(viewer);
  const response = seeOther("/account/deleted");
  for (const name of Object.keys(readCookies(request)))
    if (/^(__Host-|__Secure-)?(larder|next-auth)[\w.-]+$/.test(name))
      response.headers.append("set-cookie", serialiseCookie(name, "", 0));
  // The language went with the profile; the farewell is still said in it.
  response.headers.append("set-cookie", serialiseCookie(languageCookie, language, languageCookieLife));
  return response;
}, "/account/delete");
