import { getTranslations } from "next-intl/server";
import { enumParam } from "@/app/_http/search-params";
import { readLaunchSettings } from "@/app/_http/settings";
import { cardFormPath } from "@/components/support/customer-card-path";
import { LinkWay } from "@/components/support/link-way";
import { MailWay } from "@/components/support/mail-way";
import { OpenHere } from "@/components/support/open-here";
import { QrWay } from "@/components/support/qr-way";
import type { ShownLink } from "@/lib/audit";
import { hostOf } from "@/lib/dash";
import { env } from "@/lib/env";
import type { CustomerCard } from "@/lib/hand-over";
import { chooseMailLanguage } from "@/lib/i18n/choose-language";
import { retryAfter } from "@/lib/limits";
import { reasonProblems } from "@/lib/staff-launches";

type Props = {
  found: CustomerCard;
  shown: ShownLink | null;
  /** What the last form was refused for. */
  problem: string | null;
};

/** Why a mail was not sent, where the page is there to say so. */
const mailProblems = ["limited", "no-address"] as const;

/** The ways to put a card into the customer's hand, and to open it here; a link stands in the page only where it was asked for. */
export async function HandOver({ found: { customer, device, card, region, links }, shown, problem }: Props) {
  const t = await getTranslations("handOver");
  const { SMTP_URL, NEXTAUTH_URL } = env();
  const seconds = await retryAfter("link-customer", customer.id);
  const about = { customerId: customer.id, deviceId: device?.id ?? null, card };
  const urls = { ...links, portal: NEXTAUTH_URL + links.portal };
  const qr = shown?.as === "qr" && shown.link !== "website" ? shown.link : null;
  return (
    <>
      <section aria-labelledby="hand-over">
        <h2 id="hand-over" className="text-card font-medium">
          {t("title")}
        </h2>
        <p className="max-w-words text-muted">{t("text")}</p>
        <ul className="mt-2 divide-y divide-line border-t border-line">
          <MailWay
            {...about}
            to={
              customer.email
                ? { email: customer.email, language: chooseMailLanguage(customer.language) }
                : null
            }
            until={seconds > 0 ? new Date(Date.now() + seconds * 1000) : null}
            sends={SMTP_URL !== undefined}
            refused={enumParam(problem ?? undefined, mailProblems) !== undefined}
          />
          <QrWay {...about} shown={qr && { link: qr, url: urls[qr] }} />
          <LinkWay {...about} shown={shown?.as === "text" ? urls : null} />
        </ul>
      </section>
      <OpenHere
        action={cardFormPath(about, "open")}
        device={about.deviceId}
        refused={enumParam(problem ?? undefined, reasonProblems)}
        host={hostOf("website", region, readLaunchSettings().dash.endpoints)}
        country={customer.country}
      />
    </>
  );
}
