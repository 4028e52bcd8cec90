import { button } from "@/components/ui/button";
import { field, fieldLabel, oneField, oneFieldLabel } from "@/components/ui/field";
import { useTranslations } from "@/lib/i18n/intl";
import { formatLanguage } from "@/lib/i18n/language-name";
import { routes } from "@/lib/routes";
import { Section } from "./section";

type Props = {
  languages: readonly string[];
  /** Null if the browser decides. */
  chosen: string | null;
};

/** The form that sets the language of the customer's pages and mails, or leaves it to the browser. */
export function LanguageSection({ languages, chosen }: Props) {
  const t = useTranslations("account.language");
  return (
    <Section id="language" title={t("title")}>
      <form method="post" action={routes.setLanguage()} className={oneField}>
        <label className={oneFieldLabel}>
          <span className={fieldLabel}>{t("label")}</span>
          <select name="language" defaultValue={chosen ?? ""} className={field}>
            <option value="">{t("browser")}</option>
            {languages.map((language) => (
              <option key={language} value={language} lang={language}>
                {formatLanguage(language)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className={button.secondary}>
          {t("save")}
        </button>
      </form>
    </Section>
  );
}
