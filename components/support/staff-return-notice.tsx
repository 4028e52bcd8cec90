import { useFormatter, useNow, useTranslations } from "next-intl";
import { textLink } from "@/components/ui/button";
import { isolate } from "@/components/ui/isolate";
import { Notice } from "@/components/ui/notice";
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
      <Device name={latest.deviceName} />
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
        {launches.map(({ id, customer, card, deviceName, openedAt }) => (
          <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4">
            <div>
              <a
                href={routes.customer({ customerId: customer.id })}
                className={`${textLink} inline-flex min-h-12 items-center md:min-h-10`}
              >
                {t("each", { card: cards(`${card}.title`), customer: formatLabel(customer) })}
              </a>
              <Device name={deviceName} />
            </div>
            <span className="text-meta text-muted">{format.relativeTime(openedAt, now)}</span>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Device({ name }: { name: string | null }) {
  const t = useTranslations("handOver.back");
  return name && <p className="text-muted">{t("device", { device: isolate(name) })}</p>;
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
