import { orUnrecorded, recordEvent } from "@/lib/audit";
import { findCustomer, listOtherIds } from "@/lib/customers";
import { cardsOf, regionOfCountry } from "@/lib/dash";
import { pool, type Tx } from "@/lib/db";
import { type DeviceQuery, listDevices } from "@/lib/devices";
import type { OfferSettings } from "@/lib/launches";
import { defaultSilence, listSupplies, readDuration, viewSupplies } from "@/lib/readings";
import { type Result, refuse, succeed } from "@/lib/result";
import { isStaff, scopeFor } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";
import { listTimeline } from "./list-timeline";
import type { CustomerView } from "./types";

/** The pages of devices and timeline to show; `before` is the cursor of the timeline's previous page. */
export type CustomerQuery = DeviceQuery & { before: string | null };

/**
 * Reads a customer with their devices, cards and timeline. Records the view before it returns.
 * @returns `customer-gone` for a malformed or unknown id, a deleted customer, or a viewer who is not staff
 */
export const viewCustomer = (
  viewer: Staff,
  customerId: string,
  { before, ...query }: CustomerQuery,
  { countryRegions, dash }: OfferSettings,
  language: string,
  tx: Tx = pool(),
): Promise<Result<CustomerView, "customer-gone" | "unrecorded">> =>
  orUnrecorded(async () => {
    const scope = isStaff(viewer) ? scopeFor(viewer, customerId) : null;
    const customer = scope && (await findCustomer(scope, tx));
    if (!customer) return refuse("customer-gone");
    const { id, country } = customer;
    const region = country && regionOfCountry(country, countryRegions);
    const [{ vendors, ...page }, timeline, otherIds] = await Promise.all([
      listDevices(scope, query, { country, vendorCode: dash.vendorCode }, language, tx),
      listTimeline(scope, customer, before, tx),
      listOtherIds(scope, tx),
    ]);
    const supplies = await listSupplies(
      scope,
      page.devices.map((device) => device.id),
      language,
      tx,
    );
    await recordEvent(viewer, { event: "customer.viewed", customerId: id }, tx);
    const now = new Date();
    const devices = page.devices.map((device) => {
      const sensors = device.slots.map(({ sensor }) => sensor);
      const model = { sensors, countries: device.countries };
      const silence = readDuration(device.silentAfter ?? defaultSilence.staff);
      const views = viewSupplies(supplies.get(device.id) ?? [], { now, silence, forecast: false });
      return { ...device, supplies: views, cards: country ? cardsOf(model, country, countryRegions) : [] };
    });
    return succeed({
      customer,
      otherIds,
      region: region || null,
      page: { ...page, devices },
      vendors: region ? vendors : [],
      timeline,
    });
  });
