import { BackLink } from "@/components/ui/back-link";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

/** The link back to all devices, above a page's heading. */
export function BackToDevices() {
  const t = useTranslations("device");
  return <BackLink href={routes.devices()}>{t("back")}</BackLink>;
}
