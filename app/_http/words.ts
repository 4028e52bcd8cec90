import type { NextRequest } from "next/server";
import { chooseLanguage } from "@/lib/i18n/choose-language";
import { languageCookie } from "@/lib/i18n/languages";
import { getTranslator } from "@/lib/i18n/translator";
import { readViewer } from "./viewer-of";

/** The words of a handler's own page, the language that they are in, and who reads them. */
export async function loadTranslator(request: NextRequest) {
  const viewer = await readViewer(request).catch(() => null);
  const language = chooseLanguage({
    profile: viewer?.language,
    cookie: request.cookies.get(languageCookie)?.value,
    accepted: request.headers.get("accept-language"),
  });
  return { t: await getTranslator(language), language, viewer };
}
