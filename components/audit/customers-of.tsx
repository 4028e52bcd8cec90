import { useTranslations } from "next-intl";
import { textLink } from "@/components/ui/button";
import type { AuditRow } from "@/lib/audit/types";
import { routes } from "@/lib/routes";
import { formatShortId } from "./short-id";

type Customer = AuditRow["customers"][number];

/** The customers an event is about: a single link, or a collapsed list. */
export function CustomersOf({ customers }: Pick<AuditRow, "customers">) {
  const t = useTranslations("audit");
  const [first, ...others] = customers;
  if (!first) return null;
  if (others.length === 0) return <CustomerLink customer={first} />;
  return (
    <details>
      <summary className="max-md:min-h-12 max-md:py-3">{t("customers", { count: customers.length })}</summary>
      <ul className="pl-4">
        {customers.map((customer) => (
          <li key={customer.id} className="md:py-1">
            <CustomerLink customer={customer} />
          </li>
        ))}
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
