import { useTranslations } from "@/lib/i18n/intl";

/** The link that skips the header for keyboard users. */
export function SkipLink() {
  const t = useTranslations("layout");
  return (
    <a
      href="#content"
      className="sr-only rounded-control bg-accent px-4 py-3 text-on-accent focus:not-sr-only focus:absolute focus:m-2"
    >
      {t("skip")}
    </a>
  );
}
