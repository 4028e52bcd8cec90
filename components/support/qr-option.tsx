import { button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { QrCode } from "@/components/ui/qr-code";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { HandOverOption } from "./hand-over-option";

type Props = {
  customerId: string;
  deviceId: string | null;
  /** Of the account's card, if there are several. */
  vendorCode: string | null;
  card: string;
  /** The link to show; null until staff ask for it. */
  shown: { link: "portal" | "app"; url: string } | null;
};

/** The option to show a QR code that the customer scans off the screen. */
export function QrOption({ shown, customerId, deviceId, vendorCode, card }: Props) {
  const t = useTranslations("handOver");
  const buildPath = (link: "portal" | "app") => {
    const via = link === "app" ? "app" : null;
    const query = { device: deviceId, vendor: vendorCode, show: "qr", via };
    return routes.customerCard({ customerId, card }, query, "qr");
  };
  const action = (
    <a href={buildPath("portal")} className={button.secondary}>
      {t("qr.show")}
    </a>
  );
  return (
    <HandOverOption id="qr" title={t("qr.title")} text={t("qr.text")} action={action}>
      {shown && (
        <div className="mt-4 grid max-w-80 gap-3">
          <nav aria-label={t("qr.choice")} className="grid grid-cols-2 gap-1 rounded-control bg-sunken p-1">
            {(["portal", "app"] as const).map((link) => (
              <a
                key={link}
                href={buildPath(link)}
                aria-current={link === shown.link ? "true" : undefined}
                className={`flex min-h-12 items-center justify-center gap-1 rounded-control px-1 text-center font-medium ${
                  link === shown.link ? "bg-surface shadow-tile" : "text-muted hover:text-ink"
                }`}
              >
                {link === shown.link && <Icon name="check" className="size-4" />}
                {t(`links.${link}.title`)}
              </a>
            ))}
          </nav>
          <p className="text-muted">{t(`links.${shown.link}.text`)}</p>
          <QrCode text={shown.url} label={t(`qr.${shown.link}`)} />
        </div>
      )}
    </HandOverOption>
  );
}
