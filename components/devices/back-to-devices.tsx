import { useTranslations } from "next-intl";
import { BackLink } from "@/components/ui/back-link";

/** The way back to all devices, above a page's heading. */
export function BackToDevices() {
  const t = useTranslations("device");
  return <BackLink href="/devices">{t("back")}</BackLink>;
}
