import { button, loneLink } from "@/components/ui/button";
import { useTranslations } from "@/lib/i18n/intl";
import type { SupplyView } from "@/lib/readings/types";

type Props = {
  /** Those that are offered, each with an address. */
  supplies: readonly SupplyView[];
  partner: string;
  /** Whether this is all that the page offers. */
  leads: boolean;
};

/** The links to the partner's own shop. */
export function ShopLinks({ supplies, partner, leads }: Props) {
  const t = useTranslations("levels");
  if (supplies.length === 0) return null;
  return (
    <ul className="grid justify-items-start gap-2">
      {supplies.map(({ name, partNumber, shopUrl }, index) => (
        <li key={name}>
          <a href={shopUrl ?? ""} className={leads && index === 0 ? button.primary : loneLink}>
            {t("buy", { part: partNumber ?? name, partner })}
          </a>
        </li>
      ))}
    </ul>
  );
}
