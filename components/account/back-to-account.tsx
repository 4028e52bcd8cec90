import { useTranslations } from "next-intl";
import { BackLink } from "@/components/ui/back-link";
import { routes } from "@/lib/routes";

/** The way back from one of the account's own pages. */
export function BackToAccount() {
  const t = useTranslations("account");
  return <BackLink href={routes.account()}>{t("title")}</BackLink>;
}
