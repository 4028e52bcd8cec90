import { button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { field } from "@/components/ui/field";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { HandOverOption } from "./hand-over-option";

/** The links, the best for the customer first. */
const links = ["portal", "website", "app"] as const;

type Props = {
  customerId: string;
  deviceId: string | null;
  /** Of the account's card, if there are several. */
  vendorCode: string | null;
  card: string;
  /** The absolute URLs to show; null until staff ask for them. */
  shown: Record<(typeof links)[number], string> | null;
};

/** The option to copy a link. */
export function LinkOption({ shown, customerId, deviceId, vendorCode, card }: Props) {
  const t = useTranslations("handOver.links");
  const action = (
    <a
      href={routes.customerCard(
        { customerId, card },
        { device: deviceId, vendor: vendorCode, show: "link" },
        "links",
      )}
      className={button.secondary}
    >
      {t("show")}
    </a>
  );
  return (
    <HandOverOption id="links" title={t("title")} text={t("text")} action={action}>
      {shown && (
        <ul className="mt-4 grid gap-4">
          {links.map((link) => (
            <li key={link}>
              <label htmlFor={`${link}-link`} id={`${link}-label`} className="font-medium">
                {t(`${link}.title`)}
              </label>
              <p id={`${link}-hint`} className="mb-1 max-w-words text-muted">
                {t(`${link}.text`)}
              </p>
              <div className="flex flex-wrap gap-2">
                <input
                  id={`${link}-link`}
                  readOnly
                  value={shown[link]}
                  aria-describedby={`${link}-hint`}
                  className={`${field} min-w-0 flex-1 basis-60`}
                />
                <CopyButton
                  field={`${link}-link`}
                  labelId={`${link}-label`}
                  copy={t("copy")}
                  copied={t("copied")}
                />
              </div>
            </li>
          ))}
        </ul>
      )}
    </HandOverOption>
  );
}
