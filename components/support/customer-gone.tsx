import { loneLink } from "@/components/ui/button";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

/** The message that a customer was deleted between search and click. */
export function CustomerGone() {
  const t = useTranslations("desk");
  return (
    <div>
      <h1 className="text-section font-bold">{t("gone.title")}</h1>
      <p className="mt-2 max-w-words">{t("gone.text")}</p>
      <a href={routes.support()} className={`${loneLink} mt-2`}>
        {t("search")}
      </a>
    </div>
  );
}
