import { loneLink } from "@/components/ui/button";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

/** What only administrators do for a customer. */
export function CustomerActs({ customerId }: { customerId: string }) {
  const t = useTranslations("acts");
  return (
    <section aria-labelledby="acts" className="border-t border-line pt-4">
      <h2 id="acts" className="text-card font-medium">
        {t("title")}
      </h2>
      <p className="flex flex-wrap gap-x-6">
        <a href={routes.customerData({ customerId })} className={loneLink}>
          {t("download")}
        </a>
        <a href={routes.askCustomerDeletion({ customerId })} className={loneLink}>
          {t("delete.link")}
        </a>
      </p>
    </section>
  );
}
