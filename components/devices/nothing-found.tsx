import { useTranslations } from "next-intl";
import { textLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";

/** A search without a result, and the way back to all. */
export function NothingFound({ search }: { search: string }) {
  const t = useTranslations("devices");
  return (
    <p>
      {t("noneTitle", { search: isolate(search) })} <span className="text-muted">{t("noneText")}</span>{" "}
      <a href="/devices" className={`${textLink} inline-flex min-h-12 items-center`}>
        {t("all")}
      </a>
    </p>
  );
}
