import { getTranslations } from "next-intl/server";
import { LinkWay } from "@/components/support/link-way";
import { MailWay } from "@/components/support/mail-way";
import { QrWay } from "@/components/support/qr-way";
import { env } from "@/lib/env";
import { letterLanguage } from "@/lib/i18n/choose-language";
import { findWait } from "@/lib/limits";
import type { CustomerCard, ShownLink } from "@/lib/support";

type Props = { found: CustomerCard; shown: ShownLink | null; refused: boolean };

/** The ways to put a card into the customer's hand; a link stands in the page only where it was asked for. */
export async function HandOver({ found: { customer, device, card, links }, shown, refused }: Props) {
  const t = await getTranslations("handOver");
  const { SMTP_URL, NEXTAUTH_URL } = env();
  const seconds = await findWait("link-customer", customer.id);
  const about = { customerId: customer.id, deviceId: device?.id ?? null, card };
  const urls = { ...links, portal: NEXTAUTH_URL + links.portal };
  const qr = shown?.as === "qr" && shown.link !== "website" ? shown.link : null;
  return (
    <section aria-labelledby="hand-over">
      <h2 id="hand-over" className="text-card font-medium">
        {t("title")}
      </h2>
      <p className="max-w-words text-muted">{t("text")}</p>
      <ul className="mt-2 divide-y divide-line border-y border-line">
        <MailWay
          {...about}
          to={customer.email ? { email: customer.email, language: letterLanguage(customer.language) } : null}
          until={seconds > 0 ? new Date(Date.now() + seconds * 1000) : null}
          sends={SMTP_URL !== undefined}
          refused={refused}
        />
        <QrWay {...about} shown={qr && { link: qr, url: urls[qr] }} />
        <LinkWay {...about} shown={shown?.as === "text" ? urls : null} />
      </ul>
    </section>
  );
}
