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
      <summary
        aria-label={t("language", { language: formatLanguage(current) })}
        className="flex min-h-12 w-fit list-none items-center gap-2 hover:text-ink [&::-webkit-details-marker]:hidden"
      >
        <Icon name="globe" />
        {formatLanguage(current)}
      </summary>
      <form method="post" action={routes.language()} className="flex flex-wrap gap-x-5">
        {languages.map((language) => (
          <button
            key={language}
            type="submit"
            name="language"
            value={language}
            lang={language}
            aria-current={language === current ? "true" : undefined}
            className="min-h-12 hover:text-ink hover:underline aria-[current]:font-medium aria-[current]:text-ink"
          >
            {formatLanguage(language)}
          </button>
        ))}
      </form>
    </details>
  );
}
