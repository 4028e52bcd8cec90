import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import type { Card } from "@/lib/dash/types";
import { routes } from "@/lib/routes";

type Props = {
  customerId: string;
  /** Null for the account's card. */
  deviceId: string | null;
  cards: readonly Card[];
  /** Id of the heading that labels the list. */
  of: string;
};

/** The cards that a customer sees, each a link to hand it over. */
export function CardRows({ customerId, deviceId, cards, of }: Props) {
  const t = useTranslations();
  return (
    <ul aria-labelledby={of} className="divide-y divide-line">
      {cards.map((card) => (
        <li key={card}>
          <a
            href={routes.customerCard({ customerId, card }, { device: deviceId })}
            className="group -mx-2 flex min-h-12 items-center justify-between gap-4 rounded-control px-2 py-1.5 hover:bg-sunken md:min-h-10"
          >
            <span className="min-w-0">{t(`cards.${card}.title`)}</span>
            <span className="flex shrink-0 items-center gap-1 text-muted group-hover:text-accent">
              {t("customer.handOver")}
              <Icon name="next" className="size-4" />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
