import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { getViewer } from "@/lib/auth";
import { getLanguageCookieName } from "@/lib/http";
import { chooseLanguage } from "./choose-language";
import { formats } from "./formats";
import { loadMessages } from "./messages";

/** next-intl's configuration for a request. */
export default getRequestConfig(async () => {
  // Without the database the page still needs texts, to report that.
  const viewer = await getViewer().catch(() => null);
  const locale = chooseLanguage({
    profile: viewer?.language,
    cookie: (await cookies()).get(getLanguageCookieName())?.value,
    accepted: (await headers()).get("accept-language"),
  });
  return { locale, messages: await loadMessages(locale), formats, timeZone: "UTC" };
});
