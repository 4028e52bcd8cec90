import type { ReactNode } from "react";
import { Icon } from "@/components/ui/icon";
import type { Card } from "@/lib/dash/types";
import type { Vendor } from "@/lib/devices/types";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Props = {
  customerId: string;
  deviceId: string;
  cards: readonly Card[];
  /** The ticket that staff came with. */
  ticket: string | null;
  /** Id of the heading that labels the list. */
  of: string;
};

/** The cards of a device that a customer sees, each a link to hand it over. */
export function CardRows({ customerId, deviceId, cards, ticket, of }: Props) {
  const t = useTranslations("cards");
  return (
    <ul aria-labelledby={of} className="divide-y divide-line">
      {cards.map((card) => (
        <CardRow key={card} href={routes.customerCard({ customerId, card }, { device: deviceId, ticket })}>
          {t(`${card}.title`)}
        </CardRow>
      ))}
    </ul>
  );
}

type AccountProps = Pick<Props, "customerId" | "ticket" | "of"> & { vendors: readonly Vendor[] };

/** The account's cards, one for each vendor. Several say which models they cover. */
export function AccountCardRows({ customerId, vendors, ticket, of }: AccountProps) {
  const t = useTranslations("cards");
  const format = useFormatter();
  const buildPath = (vendor: string | null) =>
    routes.customerCard({ customerId, card: "all-devices" }, { vendor, ticket });
  return (
    <ul aria-labelledby={of} className="divide-y divide-line">
      {vendors.map(({ vendorCode, models }) => (
        <CardRow key={vendorCode} href={buildPath(vendors.length > 1 ? vendorCode : null)}>
          {t("all-devices.title")}
          {vendors.length > 1 && (
            <span className="block text-muted">{t("forModels", { models: format.list(models) })}</span>
          )}
        </CardRow>
      ))}
    </ul>
  );
}

function CardRow({ href, children }: { href: string; children: ReactNode }) {
  const t = useTranslations("customer");
  return (
    <li>
      <a
        href={href}
        className="group -mx-2 flex min-h-12 items-center justify-between gap-4 rounded-control px-2 py-1.5 hover:bg-sunken md:min-h-10"
      >
        <span className="min-w-0">{children}</span>
        <span className="flex shrink-0 items-center gap-1 text-muted group-hover:text-accent">
          {t("handOver")}
          <Icon name="next" className="size-4" />
        </span>
      </a>
    </li>
  );
}
