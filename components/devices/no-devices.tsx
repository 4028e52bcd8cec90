import { button, textLink } from "@/components/ui/button";
import { Drawing } from "@/components/ui/drawing";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Props = {
  /** Whether a device can be added here. */
  adds: boolean;
  partner: string;
  shop?: string;
  support?: string;
};

/** The message for a customer without devices. */
export function NoDevices({ adds, partner, shop, support }: Props) {
  const t = useTranslations("devices");
  const add = useTranslations("addDevice");
  return (
    <div className="rounded-tile bg-surface p-6 shadow-tile sm:flex sm:items-center sm:gap-8 sm:p-8">
      <Drawing name="device" className="size-36 text-muted" />
      <div>
        <h2 className="text-section font-medium">{t("emptyTitle")}</h2>
        <p className="mt-2 max-w-words text-muted">
          {adds && t("emptyAdd")} {t("emptyText", { partner })}
        </p>
        <p className="mt-4 flex flex-wrap items-center gap-x-5 gap-y-2">
          {adds && (
            <a href={routes.addDevice()} className={button.primary}>
              {add("title")}
            </a>
          )}
          {shop && (
            <a href={shop} className={button.secondary}>
              {t("shop", { partner })}
            </a>
          )}
          {support && (
            <a href={support} className={`${textLink} py-3`}>
              {t("help")}
            </a>
          )}
        </p>
      </div>
    </div>
  );
}
