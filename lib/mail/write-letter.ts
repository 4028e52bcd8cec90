import { env } from "@/lib/env";
import type { Language } from "@/lib/i18n/languages";
import type { Translator } from "@/lib/i18n/translator";
import { routes, toAbsolute } from "@/lib/routes";
import { renderHtmlPart } from "./html-part";
import { renderTextPart } from "./text-part";
import type { Block, Letter } from "./types";

type Content = { subject: string; title: string; blocks: readonly Block[] };

/** Lists the footer links: the portal, and the partner's pages that are configured. */
function listFootLinks(t: Translator): { label: string; href: string }[] {
  const settings = env();
  const links: [label: string, href: string | undefined][] = [
    [t("layout.title", { partner: settings.PARTNER_NAME }), toAbsolute(routes.welcome())],
    [t("layout.support"), settings.PARTNER_SUPPORT_URL],
    [t("layout.imprint"), settings.PARTNER_IMPRINT_URL],
    [t("layout.privacy"), settings.PARTNER_PRIVACY_URL],
    [t("layout.terms"), settings.PARTNER_TERMS_URL],
    [t("layout.accessibility"), settings.PARTNER_ACCESSIBILITY_URL],
  ];
  return links.flatMap(([label, href]) => (href ? { label, href } : []));
}

/** Writes a letter's HTML and text parts from its blocks, with the partner's name and the footer links. */
export function writeLetter(t: Translator, language: Language, { subject, title, blocks }: Content): Letter {
  const links = listFootLinks(t);
  const html = renderHtmlPart({ language, partner: env().PARTNER_NAME, title, blocks, links });
  return { language, subject, text: renderTextPart(blocks, links), html };
}
