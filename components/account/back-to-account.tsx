import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";

/** The way back from one of the account's own pages. */
export function BackToAccount() {
  const t = useTranslations("account");
  return (
    <a href="/account" className="-ml-1 inline-flex min-h-12 items-center gap-1 text-muted hover:text-ink">
      <Icon name="back" /> {t("title")}
    </a>
  );
}
