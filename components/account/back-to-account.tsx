import { BackLink } from "@/components/ui/back-link";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

/** The link back to the account page. */
export function BackToAccount() {
  const t = useTranslations("account");
  return <BackLink href={routes.account()}>{t("title")}</BackLink>;
}
