import { useTranslations } from "@/lib/i18n/intl";

/** The link that skips the header for keyboard users. */
export function SkipLink() {
  const t = useTranslations("layout");
  return (
    <a href="#content" className="skip">
      {t("skip")}
    </a>
  );
}
