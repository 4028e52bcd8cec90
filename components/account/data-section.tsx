import type { Partner } from "@/components/layout/types";
import { button, loneLink } from "@/components/ui/button";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { Section } from "./section";

/** The links to download the customer's data, read the privacy policy or delete the account. */
export function DataSection({ partner }: { partner: Partner }) {
  const t = useTranslations("account.data");
  return (
    <Section id="data" title={t("title")}>
      <p className="mt-2 max-w-words text-muted">{t("text")}</p>
      <p className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2">
        <a href={routes.accountData()} className={button.secondary}>
          {t("download")}
        </a>
        {partner.links.privacy && (
          <a href={partner.links.privacy} className={loneLink}>
            {t("privacy", { partner: partner.name })}
          </a>
        )}
        <a href={routes.deleteAccount()} className={loneLink}>
          {t("delete")}
        </a>
      </p>
    </Section>
  );
}
