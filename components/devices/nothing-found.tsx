import { loneLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { useTranslations } from "@/lib/i18n/intl";

/** The message that a search found nothing, with a link to all devices. */
export function NothingFound({ path, search }: { path: string; search: string }) {
  const t = useTranslations("devices");
  return (
    <p>
      {t("noneTitle", { search: isolate(search) })} <span className="text-muted">{t("noneText")}</span>{" "}
      <a href={path} className={loneLink}>
        {t("all")}
      </a>
    </p>
  );
}
