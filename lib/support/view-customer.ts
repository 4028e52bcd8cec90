import { recordEvent } from "@/lib/audit";
import { findCustomer } from "@/lib/customers";
import { cardsOf, regionOfCountry } from "@/lib/dash";
import { type DeviceQuery, hasDeviceOf, listDevicesOf } from "@/lib/devices";
import type { LaunchSettings } from "@/lib/launches";
import type { Staff } from "@/lib/viewer";
import { listTimeline } from "./list-timeline";
import type { CustomerView } from "./types";

/** Which part of a customer to look at; `before` is the cursor of the timeline's page before. */
export type CustomerQuery = DeviceQuery & { before: string | null };

/**
 * A customer with their devices, the cards that they see, and what happened; recorded before it is given away.
 * @returns null for a malformed or unknown id, for a customer who is gone, and for whoever is not staff
 * @throws LarderError `audit-failed` when it cannot be recorded
 */
export async function viewCustomer(
  viewer: Staff,
  customerId: string,
  { before, ...query }: CustomerQuery,
  { countryRegions }: Pick<LaunchSettings, "countryRegions">,
): Promise<CustomerView | null> {
  const customer = await findCustomer(viewer, customerId);
  if (!customer) return null;
  const { id, country } = customer;
  const region = country && regionOfCountry(country, countryRegions);
  const [page, hasAccountCard, timeline] = await Promise.all([
    listDevicesOf(viewer, id, query),
    country && region ? hasDeviceOf(viewer, id, country) : false,
    listTimeline(viewer, customer, before),
  ]);
  await recordEvent(viewer, { event: "customer.viewed", customerId: id });
  const devices = page.devices.map((device) => {
    const sensors = device.slots.map(({ sensor }) => sensor);
    const model = { sensors, countries: device.countries };
    return { ...device, cards: country ? cardsOf(model, country, countryRegions) : [] };
  });
  return { customer, region: region || null, page: { ...page, devices }, hasAccountCard, timeline };
}
