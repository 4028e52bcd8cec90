import { useTranslations } from "next-intl";
import { BackLink } from "@/components/ui/back-link";
import { routes } from "@/lib/routes";

/** The link back to all devices, above a page's heading. */
export function BackToDevices() {
  const t = useTranslations("device");
  return <BackLink href={routes.devices()}>{t("back")}</BackLink>;
}
