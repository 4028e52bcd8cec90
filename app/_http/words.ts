import type { NextRequest } from "next/server";
import { chooseLanguage } from "@/lib/i18n/choose-language";
import { languageCookie } from "@/lib/i18n/languages";
import { translatorOf } from "@/lib/i18n/translator";
import { viewerOf } from "./viewer-of";

/** The words of a handler's own page, the language that they are in, and who reads them. */
export async function wordsFor(request: NextRequest) {
  const viewer = await viewerOf(request).catch(() => null);
  const language = chooseLanguage({
    profile: viewer?.language,
    cookie: request.cookies.get(languageCookie)?.value,
    accepted: request.headers.get("accept-language"),
  });
  return { t: await translatorOf(language), language, viewer };
}
