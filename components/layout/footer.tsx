import { useTranslations } from "next-intl";
import type { Partner } from "./types";

const order = ["support", "imprint", "privacy", "terms", "accessibility"] as const;

/** The partner's legal and help links, and the attribution that Amazon asks for. */
export function Footer({ partner }: { partner: Partner }) {
  const t = useTranslations("layout");
  const links = order.filter((name) => partner.links[name]);
  return (
    <footer className="mx-auto w-full max-w-list px-4 pt-12 pb-8 text-meta text-muted sm:px-6 md:px-8">
      {links.length > 0 && (
        <nav aria-label={t("links")} className="mb-3 flex flex-wrap gap-x-5">
          {links.map((name) => (
            <a
              key={name}
              href={partner.links[name]}
              className="inline-flex min-h-12 items-center hover:text-ink hover:underline"
            >
              {t(name)}
            </a>
          ))}
        </nav>
      )}
      <p className="max-w-words">{t("trademarks")}</p>
    </footer>
  );
}
