import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";
import { formatCountry } from "@/lib/i18n/countries";
import { useLocale, useTranslations } from "@/lib/i18n/intl";

/** Returns a function that names a country within a sentence ("the United Kingdom"). */
export function useCountryInSentence(): (code: string) => string {
  const t = useTranslations("country");
  const language = useLocale();
  return (code) => t("sentence", { code, name: formatCountry(code, language) });
}

type Reason = { code: string /** The way to another country. */; change: ReactNode };

/** The notice that the customer's country has no Dash region. */
export function NoRegion({ code, change }: Reason) {
  const t = useTranslations("country");
  const nameCountry = useCountryInSentence();
  return (
    <Notice>
      <p className="max-w-words">{t("noRegion", { country: nameCountry(code) })}</p>
      {change}
    </Notice>
  );
}

/** The notice that the partner has not enabled this model in the customer's country. */
export function NotEnabled({ code, model, change }: Reason & { model: string }) {
  const t = useTranslations("country");
  const nameCountry = useCountryInSentence();
  return (
    <Notice>
      <p className="max-w-words">{t("notEnabled", { model, country: nameCountry(code) })}</p>
      {change}
    </Notice>
  );
}
