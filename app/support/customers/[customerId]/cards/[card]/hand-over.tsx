import { readLaunchSettings } from "@/app/settings";
import { LinkOption } from "@/components/support/link-option";
import { MailOption } from "@/components/support/mail-option";
import { OpenHere } from "@/components/support/open-here";
import { QrOption } from "@/components/support/qr-option";
import type { ShownLink } from "@/lib/audit";
import type { CustomerProfile } from "@/lib/customers";
import { hostOf } from "@/lib/dash";
import { env } from "@/lib/env";
import { problems, readProblem } from "@/lib/errors";
import type { CustomerCard } from "@/lib/hand-over";
import { chooseMailLanguage } from "@/lib/i18n/choose-language";
import { getTranslations } from "@/lib/i18n/intl";
import { retryAfter } from "@/lib/limits";
import { reasonCodes } from "@/lib/names";
import { toAbsolute } from "@/lib/routes";

type Props = {
  customer: CustomerProfile;
  found: CustomerCard;
  shown: ShownLink | null;
  /** Error code of the last form, from the page's query. */
  problem: string | null;
  /** The ticket that staff came with. */
  ticket: string | null;
};

/** The options to hand over a card or to open it here. A link is rendered only once staff ask for it. */
export async function HandOver({ customer, found, shown, problem, ticket }: Props) {
  const t = await getTranslations();
  const { device, vendor, card, region, links } = found;
  const seconds = await retryAfter("link-customer", customer.id);
  const about = {
    customerId: customer.id,
    deviceId: device?.id ?? null,
    vendorCode: vendor?.vendorCode ?? null,
    card,
  };
  const urls = { ...links, portal: toAbsolute(links.portal) };
  const qr = shown?.as === "qr" && shown.link !== "website" ? shown.link : null;
  const language = chooseMailLanguage(customer.language);
  const reason = readProblem(problem, reasonCodes);
  return (
    <>
      <section aria-labelledby="hand-over">
        <h2 id="hand-over" className="text-card font-medium">
          {t("handOver.title")}
        </h2>
        <p className="max-w-words text-muted">{t("handOver.text")}</p>
        <ul className="mt-2 divide-y divide-line border-t border-line">
          <MailOption
            {...about}
            to={customer.email ? { email: customer.email, language } : null}
            until={seconds > 0 ? new Date(Date.now() + seconds * 1000) : null}
            sends={env().SMTP_URL !== undefined}
            refused={readProblem(problem, ["limited", "customer-without-email"]) !== undefined}
          />
          <QrOption {...about} shown={qr && { link: qr, url: urls[qr] }} />
          <LinkOption {...about} shown={shown?.as === "text" ? urls : null} />
        </ul>
      </section>
      <OpenHere
        {...about}
        problem={reason && t(problems[reason].words)}
        ticket={ticket}
        host={hostOf("website", region, readLaunchSettings().dash.endpoints)}
        country={found.country}
      />
    </>
  );
}
