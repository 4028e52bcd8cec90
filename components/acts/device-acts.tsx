import { textLink } from "@/components/ui/button";
import { useTranslations } from "@/lib/i18n/intl";
import { routes } from "@/lib/routes";

type Props = {
  customerId: string;
  /** Its row's heading has this id, too, and tells the links of several devices apart. */
  deviceId: string;
};

/** What only administrators do with a customer's device. */
export function DeviceActs({ customerId, deviceId }: Props) {
  const t = useTranslations("acts.device");
  const acts = [
    { name: "transfer", href: routes.askTransfer({ customerId, deviceId }) },
    { name: "correct", href: routes.askCorrection({ customerId, deviceId }) },
  ] as const;
  return (
    <p className="flex flex-wrap gap-x-4 text-meta">
      {acts.map(({ name, href }) => (
        <a
          key={name}
          id={`${name}-${deviceId}`}
          href={href}
          aria-labelledby={`${name}-${deviceId} ${deviceId}`}
          className={`${textLink} inline-flex min-h-8 items-center`}
        >
          {t(name)}
        </a>
      ))}
    </p>
  );
}
