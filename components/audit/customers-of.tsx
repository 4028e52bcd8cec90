import { textLink } from "@/components/ui/button";
import type { AuditRow } from "@/lib/audit/types";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { formatShortId } from "./short-id";

type Customer = AuditRow["customers"][number];

/** The customers an event is about: a single link, or a collapsed list, of many not all. */
export function CustomersOf({ customers, customerCount }: Pick<AuditRow, "customers" | "customerCount">) {
  const t = useTranslations("audit");
  const [first] = customers;
  if (!first) return null;
  const more = customerCount - customers.length;
  if (customerCount === 1) return <CustomerLink customer={first} />;
  return (
    <details>
      <summary className="max-md:min-h-12 max-md:py-3">{t("customers", { count: customerCount })}</summary>
      <ul className="pl-4">
        {customers.map((customer) => (
          <li key={customer.id} className="md:py-1">
            <CustomerLink customer={customer} />
          </li>
        ))}
        {more > 0 && <li className="text-muted md:py-1">{t("more", { count: more })}</li>}
      </ul>
    </details>
  );
}

/** Classes for a touch target on phones. */
const target = "max-md:inline-flex max-md:min-h-12 max-md:items-center";

/** The link to a customer's page or, if they were deleted, to their events in the audit. */
function CustomerLink({ customer: { id, name, externalId, isGone } }: { customer: Customer }) {
  const t = useTranslations("audit");
  const desk = useTranslations("desk");
  return isGone ? (
    <a href={routes.audit({ customer: id })} className={`text-muted hover:underline ${target}`}>
      {t("deleted", { id: formatShortId(id) })}
    </a>
  ) : (
    <a href={routes.customer({ customerId: id })} className={`${textLink} ${target}`}>
      <bdi>{name ?? externalId ?? desk("noName")}</bdi>
    </a>
  );
}
