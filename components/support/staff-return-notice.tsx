import { textLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { Notice } from "@/components/ui/notice";
import { useFormatter, useNow, useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";
import type { ReturnedStaffLaunch } from "@/lib/staff-launches/types";
import { useCustomerName } from "./customer-name";

/** The notice "Back from Amazon". It names what was opened for whom, never that anything was done. */
export function StaffReturnNotice({ launches }: { launches: ReturnedStaffLaunch[] }) {
  const t = useTranslations("handOver.back");
  const cards = useTranslations("cards");
  const formatLabel = useCustomerLabel();
  const [latest] = launches;
  if (!latest) return <Notice role="status">{t("none")}</Notice>;
  if (launches.some(({ customer }) => customer.id !== latest.customer.id)) {
    return <Several launches={launches} />;
  }
  return (
    <Notice role="status">
      <p>{t("one", { card: cards(`${latest.card}.title`), customer: formatLabel(latest.customer) })}</p>
      <Subject launch={latest} />
    </Notice>
  );
}

/** The launches for several customers, each with a link to the customer. */
function Several({ launches }: { launches: ReturnedStaffLaunch[] }) {
  const t = useTranslations("handOver.back");
  const cards = useTranslations("cards");
  const formatLabel = useCustomerLabel();
  const format = useFormatter();
  const now = useNow();
  return (
    <Notice role="status">
      <p>{t("several")}</p>
      <ul className="mt-1 grid gap-2">
        {launches.map((launch) => (
          <li key={launch.id} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <div>
              <a
                href={routes.customer({ customerId: launch.customer.id })}
                className={`${textLink} inline-flex min-h-12 items-center md:min-h-10`}
              >
                {t("each", { card: cards(`${launch.card}.title`), customer: formatLabel(launch.customer) })}
              </a>
              <Subject launch={launch} />
            </div>
            <span className="text-meta text-muted">{format.relativeTime(launch.openedAt, now)}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** The device of a launch, or the models that the account's card covers, if it has one of several. */
function Subject({ launch: { deviceName, vendor } }: { launch: ReturnedStaffLaunch }) {
  const t = useTranslations("handOver.back");
  const cards = useTranslations("cards");
  const format = useFormatter();
  if (deviceName) return <p className="text-muted">{t("device", { device: isolate(deviceName) })}</p>;
  if (!vendor) return null;
  return <p className="text-muted">{cards("forModels", { models: format.list(vendor.models) })}</p>;
}

/** Returns a function that labels a customer: "Hana Sato (4711)", or only the name. */
function useCustomerLabel(): (customer: ReturnedStaffLaunch["customer"]) => string {
  const t = useTranslations("handOver.back");
  const formatName = useCustomerName();
  return (customer) => {
    const name = formatName(customer);
    return customer.externalId ? t("numbered", { name, number: customer.externalId }) : name;
  };
}
