import { DeviceActs } from "@/components/acts/device-acts";
import { ModelPicture } from "@/components/devices/model-picture";
import { useCountryInSentence } from "@/components/launches/not-offered";
import { Disclosure } from "@/components/ui/disclosure";
import { useFormatter, useTranslations } from "@/lib/i18n/intl";
import type { CustomerDevice, CustomerView } from "@/lib/support/types";
import { CardRows } from "./card-rows";
import { DeviceReadings } from "./device-readings";

type Props = {
  view: Pick<CustomerView, "customer" | "region">;
  device: CustomerDevice;
  /** Whether an administrator reads it. */
  administers: boolean;
  /** The ticket that staff came with. */
  ticket: string | null;
  /** Whether the cards are collapsed, as for one of many devices. */
  folded: boolean;
};

/** A customer's device and its cards, or the reason there are none. */
export function CustomerDeviceRow({ view, device, administers, ticket, folded }: Props) {
  const t = useTranslations();
  const format = useFormatter();
  const registered = format.dateTime(device.registeredAt, "day");
  return (
    <li className="grid grid-cols-1 gap-x-8 gap-y-2 pt-1 pb-4 md:pt-2 sm:grid-cols-2">
      <div className="flex min-w-0 gap-3 pt-3.5 md:pt-2.5">
        <ModelPicture device={device} className="size-12" lazy={folded} />
        <div className="min-w-0">
          <h3 id={device.id} className="font-medium">
            <bdi>{device.name}</bdi>
          </h3>
          <p className="text-muted">{device.model}</p>
          <p className="text-meta text-muted tabular-nums">{t("device.serial", { serial: device.serial })}</p>
          <p className="text-meta text-muted tabular-nums">
            {t("customer.registered", { date: registered })}
          </p>
          <DeviceReadings device={device} />
          {administers && <DeviceActs customerId={view.customer.id} deviceId={device.id} />}
        </div>
      </div>
      <Cards view={view} device={device} ticket={ticket} folded={folded} />
    </li>
  );
}

function Cards({ view: { customer, region }, device, ticket, folded }: Omit<Props, "administers">) {
  const t = useTranslations();
  const nameCountry = useCountryInSentence();
  const { id, model, cards } = device;
  const { country } = customer;
  const rows = <CardRows customerId={customer.id} deviceId={id} cards={cards} ticket={ticket} of={id} />;
  if (cards.length > 0)
    return folded ? (
      <Disclosure summary={t("customer.cards", { count: cards.length })}>{rows}</Disclosure>
    ) : (
      rows
    );
  // If the country is the reason, a notice above all devices says so.
  if (!country || !region) return null;
  return (
    <p className="text-muted sm:pt-3.5 md:pt-2.5">
      {t("country.notEnabled", { model, country: nameCountry(country) })}
    </p>
  );
}
