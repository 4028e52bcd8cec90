import { button } from "@/components/ui/button";
import { field, fieldLabel } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { sortCountries } from "@/lib/i18n/countries";
import { useLocale, useTranslations } from "@/lib/i18n/intl";
import { formatLanguage } from "@/lib/i18n/language-name";
import { CheckedCard } from "./checked-card";
import { formId } from "./model-form";
import { PhonePage } from "./phone-page";
import type { Preview } from "./types";

type Props = {
  preview: Preview;
  languages: readonly string[];
  /** Whether it shows the stored model, because what was typed is wrong. */
  isOld: boolean;
};

/** The page that a customer sees, in a country and a language of choice, and the links behind its cards. */
export function ModelPreview({ preview, languages, isOld }: Props) {
  const t = useTranslations("models.preview");
  const here = useLocale();
  const { country, countries, language, hasRegion, cards } = preview;
  return (
    <section id="preview" aria-labelledby="preview-title" className="grid grid-cols-1 gap-4">
      <h2 id="preview-title" className="text-section font-bold">
        {t("title")}
      </h2>
      {/* These belong to the form beside, so that choosing loses nothing that was typed there. */}
      <div className="grid grid-cols-2 gap-3">
        <label className="min-w-0">
          <span className={fieldLabel}>{t("country")}</span>
          <select form={formId} name="preview.country" defaultValue={country ?? ""} className={field}>
            {sortCountries(countries, here).map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className="min-w-0">
          <span className={fieldLabel}>{t("language")}</span>
          <select form={formId} name="preview.language" defaultValue={language} className={field}>
            {languages.map((tag) => (
              <option key={tag} value={tag} lang={tag}>
                {formatLanguage(tag)}
              </option>
            ))}
          </select>
        </label>
        <button
          type="submit"
          form={formId}
          name="do"
          value="preview"
          formNoValidate
          className={`${button.secondary} col-span-2`}
        >
          {t("submit")}
        </button>
      </div>
      {isOld && <Notice>{t("old")}</Notice>}
      <PhonePage preview={preview} />
      {!country && <Notice>{t("noCountry")}</Notice>}
      {country && !hasRegion && <Notice>{t("noRegion")}</Notice>}
      {cards.length > 0 && (
        <div className="grid grid-cols-1 gap-4">
          <h3 className="text-card font-bold">{t("links")}</h3>
          <p className="text-muted">{t("linksText")}</p>
          {cards.map((card) => (
            <CheckedCard key={card.card} card={card} />
          ))}
        </div>
      )}
    </section>
  );
}
