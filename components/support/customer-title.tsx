import type { CustomerProfile } from "@/lib/customers/types";
import { formatCountry } from "@/lib/i18n/countries";
import { useLocale, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import { useCustomerName } from "./customer-name";

type Props = {
  customer: Pick<CustomerProfile, "id" | "name" | "externalId" | "email" | "country">;
  link?: boolean;
};

/** The customer's name, number and country, always in view. `link` makes the name a link to their page. */
export function CustomerTitle({ customer, link = false }: Props) {
  const t = useTranslations("desk");
  const language = useLocale();
  const { id, externalId, country } = customer;
  // Without a link, this is the heading of the customer's page.
  const Title = link ? "p" : "h1";
  const title = useCustomerName()(customer);
  return (
    <div className="sticky top-0 z-10 -mx-4 flex flex-wrap items-baseline gap-x-4 border-b border-line bg-background px-4 py-2 sm:-mx-6 sm:px-6 md:-mx-8 md:px-8">
      <Title className="line-clamp-3 min-w-0 text-card font-bold">
        {link ? (
          <a href={routes.customer({ customerId: id })} className="hover:underline">
            {title}
          </a>
        ) : (
          title
        )}
      </Title>
      {externalId && <p className="max-w-full truncate text-muted tabular-nums">{externalId}</p>}
      <p>{country ? formatCountry(country, language) : t("noCountry")}</p>
    </div>
  );
}
