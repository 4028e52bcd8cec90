import { button } from "@/components/ui/button";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

/** The list's heading and the link to add a device; an empty list has its own link. */
export function ListTitle({ adds }: { adds: boolean }) {
  const t = useTranslations();
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-5 gap-y-3">
      <h1 className="title">{t("devices.title")}</h1>
      {adds && (
        <a href={routes.addDevice()} className={button.secondary}>
          {t("addDevice.title")}
        </a>
      )}
    </div>
  );
}
