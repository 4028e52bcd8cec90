import { useTranslations } from "next-intl";
import type { Partner } from "@/components/layout/types";
import { button, loneLink } from "@/components/ui/button";
import { Section } from "./section";

/** What is kept: to take along, to read about, or to have deleted. */
export function DataSection({ partner }: { partner: Partner }) {
  const t = useTranslations("account.data");
  return (
    <Section id="data" title={t("title")}>
      <p className="mt-2 max-w-words text-muted">{t("text")}</p>
      <p className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2">
        <a href="/account/data" className={button.secondary}>
          {t("download")}
        </a>
        {partner.links.privacy && (
          <a href={partner.links.privacy} className={loneLink}>
            {t("privacy", { partner: partner.name })}
          </a>
        )}
        <a href="/account/delete" className={loneLink}>
          {t("delete")}
        </a>
      </p>
    </Section>
  );
}
