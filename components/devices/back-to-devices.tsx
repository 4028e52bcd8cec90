import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";

/** The way back to all devices, above a page's heading. */
export function BackToDevices() {
  const t = useTranslations("device");
  return (
    <a href="/devices" className="-ml-1 inline-flex min-h-12 items-center gap-1 text-muted hover:text-ink">
      <Icon name="back" /> {t("back")}
    </a>
  );
}
