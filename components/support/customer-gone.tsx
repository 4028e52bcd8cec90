import { useTranslations } from "next-intl";
import { loneLink } from "@/components/ui/button";

/** A customer who isn't there: never was, or left since somebody searched. */
export function CustomerGone() {
  const t = useTranslations("desk.gone");
  return (
    <>
      <h1 className="text-page font-bold">{t("title")}</h1>
      <p className="mt-3 max-w-words">{t("text")}</p>
      <a href="/support" className={loneLink}>
        {t("link")}
      </a>
    </>
  );
}
