import { loneLink } from "@/components/ui/button";
import type { CustomerProfile } from "@/lib/customers/types";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

/** The message that the customer doesn't have a card, with the likely reason. */
export function NoCard({ customer }: { customer: Pick<CustomerProfile, "id" | "country"> }) {
  const t = useTranslations("handOver");
  const reason = customer.country ? "none" : "noCountry";
  return (
    <div className="py-6">
      <h1 className="text-section font-bold">{t(`${reason}.title`)}</h1>
      <p className="mt-2 max-w-words">{t(`${reason}.text`)}</p>
      <a href={routes.customer({ customerId: customer.id })} className={`${loneLink} mt-2`}>
        {t("toCustomer")}
      </a>
    </div>
  );
}
