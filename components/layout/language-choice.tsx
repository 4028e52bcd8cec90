import { Icon } from "@/components/ui/icon";
import { useLocale, useTranslations } from "@/lib/i18n/intl";
import { formatLanguage } from "@/lib/i18n/language-name";
import { routes } from "@/lib/routes";

/** The language menu: a form with a button per language, so it needs no JavaScript. */
export function LanguageChoice({ languages }: { languages: readonly string[] }) {
  const t = useTranslations("layout");
  const current = useLocale();
  return (
    <details className="mb-3">
      <summary aria-label={t("language", { language: formatLanguage(current) })} className="menu">
        <Icon name="globe" />
        {formatLanguage(current)}
      </summary>
      <form method="post" action={routes.language()} className="choices">
        {languages.map((language) => (
          // Without its type, "submit", which would add 250 bytes to each page.
          <button
            key={language}
            name="language"
            value={language}
            lang={language}
            {...(language === current && { "aria-current": "true" })}
          >
            {formatLanguage(language)}
          </button>
        ))}
      </form>
    </details>
  );
}
