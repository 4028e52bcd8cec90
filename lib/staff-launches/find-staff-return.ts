import { z } from "zod";
import { orUnrecorded, recordEvent } from "@/lib/audit";
import { cards } from "@/lib/dash";
import { devices, nullable, parsed, pool, staffLaunches, statement, type Tx } from "@/lib/db";
import { Vendor, writeLaunchVendor } from "@/lib/devices";
import type { OfferSettings } from "@/lib/launches";
import { type Result, succeed } from "@/lib/result";
import { type Id, isStaff } from "@/lib/scope";
import type { Staff, Viewer } from "@/lib/viewer";
import type { ReturnedStaffLaunch } from "./types";

const text = z.string().nullable();

// Launches closed by the same return share browser and time.
const find = statement(
  "find_staff_return",
  {
    id: staffLaunches.id,
    customer: parsed(z.object({ id: z.string(), name: text, externalId: text, email: text })),
    deviceName: nullable(devices.name),
    vendor: parsed(Vendor.nullable()),
    card: parsed(z.enum(cards)),
    openedAt: staffLaunches.openedAt,
  },
  `select l.id, jsonb_build_object('id', c.id, 'name', c.name, 'externalId', c.external_id, 'email', c.email) as customer,
     d.name as "deviceName",
     ${writeLaunchVendor({ vendorCode: "$3::text", language: "$4::text" })} as vendor, l.card, l.opened_at as "openedAt"
   from staff_launches named
   join staff_launches l on l.staff_id = named.staff_id and l.browser_hash = named.browser_hash
     and l.returned_at = named.returned_at
   join customers c on c.id = l.customer_id
   left join devices d on d.id = l.device_id and d.customer_id = l.customer_id and d.removed_at is null
   where named.id = $1 and named.staff_id = $2 and named.returned_at > now() - interval '15 minutes'
   order by l.opened_at desc`,
);

/**
 * Finds the launches that a member of staff just returned from, for the notice `?back={staffLaunchId}`.
 * @param customerId customer whose page, already recorded as viewed, shows the notice; null for all
 * customers, whom the caller must record
 * @returns the launches of that return, latest first; none after 15 minutes or for someone else's id
 */
export async function findStaffReturn(
  viewer: Viewer,
  back: Id,
  customerId: string | null,
  { dash }: Pick<OfferSettings, "dash">,
  language: string,
  tx: Tx = pool(),
): Promise<ReturnedStaffLaunch[]> {
  if (!isStaff(viewer)) return [];
  const launches = await find(tx, back, viewer.id, dash.vendorCode, language);
  return launches.filter(({ customer }) => customerId === null || customer.id === customerId);
}

/** Finds all launches of a return for the search page, and records their customers before it returns them. */
export const viewStaffReturn = (
  viewer: Staff,
  back: Id,
  settings: Pick<OfferSettings, "dash">,
  language: string,
  tx: Tx = pool(),
): Promise<Result<ReturnedStaffLaunch[], "unrecorded">> =>
  orUnrecorded(async () => {
    const launches = await findStaffReturn(viewer, back, null, settings, language, tx);
    const customerIds = [...new Set(launches.map(({ customer }) => customer.id))];
    if (customerIds.length > 0) await recordEvent(viewer, { event: "customers.searched", customerIds }, tx);
    return succeed(launches);
  });
