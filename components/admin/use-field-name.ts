import { formatCountry } from "@/lib/i18n/countries";
import { useLocale, useTranslations } from "@/lib/i18n/intl";
import { formatLanguage } from "@/lib/i18n/language-name";

/** Texts by language, and the field whose name they take. */
const texts: Record<string, "name" | "noLevel"> = { names: "name", noLevels: "noLevel" };

/** Returns a function that names a field of a model, given its path: for a text with its language. */
export function useFieldName(): (path: string[]) => string {
  const t = useTranslations("models.fields");
  const language = useLocale();
  return ([field = "", key = ""]) => {
    const text = texts[field];
    if (text) return t("inLanguage", { field: t(text), language: formatLanguage(key) });
    if (field === "shopUrls") return t("shopIn", { country: formatCountry(key, language) });
    return t(field as "name");
  };
}
