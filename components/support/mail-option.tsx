import { button } from "@/components/ui/button";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { formatLanguage } from "@/lib/i18n/language-name";
import { routes } from "@/lib/routes";
import { HandOverOption } from "./hand-over-option";

type Props = {
  customerId: string;
  deviceId: string | null;
  /** Of the account's card, if there are several. */
  vendorCode: string | null;
  card: string;
  /** The recipient's address and language; null if the customer has no address. */
  to: { email: string; language: string } | null;
  /** When the next mail may be sent; null if it may be sent now. */
  until: Date | null;
  /** Whether the portal can send mail. */
  sends: boolean;
  /** Whether the last attempt was refused. */
  refused: boolean;
};

/** The option to mail the customer a link, or the reason it isn't available. */
export function MailOption({ to, until, sends, refused, customerId, deviceId, vendorCode, card }: Props) {
  const t = useTranslations("handOver.mail");
  const format = useFormatter();
  const refusal = !sends
    ? t("off")
    : !to
      ? t("noAddress")
      : until && t("limit", { time: format.dateTime(until, "moment") });
  if (refusal || !to) {
    const text = <p role={refused ? "alert" : undefined}>{refusal}</p>;
    return <HandOverOption id="mail" title={t("title")} text={text} action={null} />;
  }
  const facts = [
    [t("to"), <bdi key="to">{to.email}</bdi>],
    [
      t("language"),
      <span key="language" lang={to.language}>
        {formatLanguage(to.language)}
      </span>,
    ],
  ] as const;
  const text = (
    <dl>
      {facts.map(([label, value]) => (
        <div key={label} className="flex flex-wrap gap-x-2">
          <dt>{label}</dt>
          <dd className="min-w-0 wrap-anywhere text-ink">{value}</dd>
        </div>
      ))}
    </dl>
  );
  const action = (
    <form method="post" action={routes.mailCard({ customerId, card })}>
      {deviceId && <input type="hidden" name="device" value={deviceId} />}
      {vendorCode && <input type="hidden" name="vendor" value={vendorCode} />}
      <button type="submit" className={button.primary}>
        {t("submit")}
      </button>
    </form>
  );
  return <HandOverOption id="mail" title={t("title")} text={text} action={action} />;
}
