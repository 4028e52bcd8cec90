import { DevicePager, FirstDevices } from "@/components/devices/device-pager";
import { DeviceSearch } from "@/components/devices/device-search";
import { NothingFound } from "@/components/devices/nothing-found";
import { useCountryInSentence } from "@/components/launches/not-offered";
import { textLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { DeviceSort } from "@/lib/devices/types";
import { useTranslations } from "@/lib/i18n/intl";
import type { CustomerView } from "@/lib/support/types";
import { AccountCardRows } from "./card-rows";
import { CustomerDeviceRow } from "./customer-device";

type Props = {
  view: CustomerView;
  path: string;
  search: string;
  sort: DeviceSort;
  /** Whether an administrator reads it. */
  administers: boolean;
  /** The ticket that staff came with; it becomes the reason when they open a page. */
  ticket: string | null;
};

/** A customer's devices with their cards; from seven devices on with search, like the customer's own list. */
export function CustomerDevices({ view, path, search, sort, administers, ticket }: Props) {
  const t = useTranslations();
  const { customer, page } = view;
  const many = page.total > 6;
  const list = { path, search, sort };
  return (
    <section aria-labelledby="devices" className="grid grid-cols-1 content-start gap-4">
      <div className="flex items-baseline justify-between gap-4">
        <h2 id="devices" className="text-card font-medium">
          {t("customer.devices")}
        </h2>
        <a href="#timeline" className={`${textLink} py-3.5 md:hidden`}>
          {t("customer.timeline.title")}
        </a>
      </div>
      {page.total === 0 ? <p className="text-muted">{t("customer.noDevices")}</p> : <NoCards view={view} />}
      {customer.showLevels || <p className="text-muted">{t("customer.readings.off")}</p>}
      {(many || search) && <DeviceSearch {...list} label={t("customer.search")} />}
      {page.before > 0 && <FirstDevices {...list} />}
      {page.total > 0 && page.matching === 0 && <NothingFound path={path} search={search} />}
      {page.matching > 0 && (
        <ul className="divide-y divide-line">
          {page.devices.map((device) => (
            <CustomerDeviceRow
              key={device.id}
              view={view}
              device={device}
              administers={administers}
              ticket={ticket}
              folded={many}
            />
          ))}
        </ul>
      )}
      {many && page.matching > 0 && <DevicePager {...list} page={page} />}
      {view.vendors.length > 0 && (
        <div className="grid grid-cols-1 gap-x-8 border-t border-line pt-1 sm:grid-cols-2">
          <h3 id="account" className="py-3.5 font-medium md:py-2.5">
            {t("customer.account")}
          </h3>
          <AccountCardRows customerId={customer.id} vendors={view.vendors} ticket={ticket} of="account" />
        </div>
      )}
    </section>
  );
}

/** The notice that no device has cards because of the customer's country. */
function NoCards({ view: { customer, region } }: { view: CustomerView }) {
  const t = useTranslations("customer");
  const nameCountry = useCountryInSentence();
  if (region) return null;
  return (
    <Notice>
      <p className="max-w-words">
        {customer.country
          ? t("noRegionText", { country: nameCountry(customer.country) })
          : t("noCountryText")}
      </p>
    </Notice>
  );
}
