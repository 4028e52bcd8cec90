import { getRequestConfig } from "next-intl/server";
import { languages } from "./languages";

/** next-intl's configuration of one request. */
export default getRequestConfig(async () => {
  const locale = languages[0];
  return { locale, messages: (await import(`../../messages/${locale}.json`)).default, timeZone: "UTC" };
});
