import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { LanguageChoice } from "./language-choice";
import type { OwnLinks, Partner } from "./types";

const order = ["support", "imprint", "privacy", "terms", "accessibility"] as const;

type Props = {
  partner: Partner;
  own: OwnLinks;
  languages: readonly string[];
  /** Class for the page's maximum width. */
  width: string;
};

/** The partner's own, legal and help links (on phones also those of the header), and the trademark notice that Amazon requires. */
export function Footer({ partner, own, languages, width }: Props) {
  const t = useTranslations("layout");
  const links = order.filter((name) => partner.links[name]);
  return (
    <footer className={`frame ${width} pt-12 pb-8 text-meta text-muted`}>
      <nav aria-label={t("links")} className="links">
        {own.header.map(({ label, url }) => (
          <a key={`${label} ${url}`} href={url} className="sm:hidden">
            {label}
          </a>
        ))}
        {own.footer.map(({ label, url }) => (
          <a key={`${label} ${url}`} href={url}>
            {label}
          </a>
        ))}
        {links.map((name) => (
          <a key={name} href={partner.links[name]}>
            {t(name)}
          </a>
        ))}
        <a href={routes.cookies()}>{t("cookies")}</a>
      </nav>
      <LanguageChoice languages={languages} />
      <p className="max-w-words">{t("trademarks")}</p>
    </footer>
  );
}
