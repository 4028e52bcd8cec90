import type { Partner } from "@/components/layout/types";
import { loneLink } from "@/components/ui/button";
import { useTranslations } from "@/lib/i18n/intl";

/** The link to the partner's support, and the serial number that they will ask for. */
export function DeviceHelp({ partner, serial }: { partner: Partner; serial: string }) {
  const t = useTranslations("device");
  const { support } = partner.links;
  const words = t("help", { partner: partner.name });
  return (
    <section aria-labelledby="help">
      <h2 id="help" className="font-medium">
        {t("helpTitle")}
      </h2>
      <p>
        {support ? (
          <a href={support} className={loneLink}>
            {words}
          </a>
        ) : (
          words
        )}
      </p>
      <p className="text-meta text-muted">{t("serial", { serial })}</p>
    </section>
  );
}
