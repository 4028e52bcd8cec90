import { formatCountry } from "@/lib/i18n/countries";
import { useLocale, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import type { FoundCustomer } from "@/lib/search/types";

/** A customer who was found: two lines on phones, otherwise one, plus one for a matching serial number. */
export function FoundRow({ customer }: { customer: FoundCustomer }) {
  const t = useTranslations();
  const language = useLocale();
  const { id, name, email, externalId, country, devices, serial } = customer;
  return (
    <li className="border-b border-line">
      <a
        href={routes.customer({ customerId: id })}
        data-customer
        className="-mx-2 grid min-h-12 grid-cols-[minmax(0,1fr)_auto] content-center gap-x-4 rounded-control px-2 py-1 hover:bg-sunken focus-visible:bg-sunken sm:min-h-10 sm:grid-cols-[minmax(0,3fr)_minmax(0,4fr)_minmax(0,2fr)_minmax(0,2fr)_6rem]"
      >
        <bdi className={`truncate ${name ? "font-medium" : "text-muted"}`}>{name ?? t("desk.noName")}</bdi>
        <span className="order-1 truncate text-muted sm:order-none">{email}</span>
        <span className="truncate text-right text-muted tabular-nums sm:text-left">{externalId}</span>
        <span className="order-1 truncate text-right text-muted sm:order-none sm:text-left">
          {country && formatCountry(country, language)}
        </span>
        <span className="hidden text-right text-muted tabular-nums sm:block">
          {t("search.devices", { count: devices })}
        </span>
        {serial && (
          <span className="order-2 col-span-full truncate text-muted tabular-nums">
            {t("device.serial", { serial })}
          </span>
        )}
      </a>
    </li>
  );
}
