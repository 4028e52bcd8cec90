import { z } from "zod";
import { cards } from "@/lib/dash";
import { devices, launches, nullable, parsed, pool, statement, type Tx } from "@/lib/db";
import { Vendor, writeLaunchVendor } from "@/lib/devices";
import type { CustomerScope, Id } from "@/lib/scope";
import type { OfferSettings, ReturnedLaunch } from "./types";

// Launches closed by the same return share browser and time. Devices removed since have no page, so they are
// left out.
const find = statement(
  "find_return",
  {
    id: launches.id,
    deviceId: launches.deviceId,
    deviceName: nullable(devices.name),
    vendor: parsed(Vendor.nullable()),
    card: parsed(z.enum(cards)),
    channel: launches.channel,
    openedAt: launches.openedAt,
  },
  `select l.id, l.device_id as "deviceId", d.name as "deviceName",
     ${writeLaunchVendor({ vendorCode: "$3::text", language: "$4::text" })} as vendor, l.card, l.channel, l.opened_at as "openedAt"
   from launches named
   join launches l on l.customer_id = named.customer_id and l.browser_hash = named.browser_hash
     and l.returned_at = named.returned_at
   join customers c on c.id = l.customer_id
   left join devices d on d.id = l.device_id
   where named.id = $1 and named.customer_id = $2 and named.returned_at > now() - interval '15 minutes'
     and d.removed_at is null
   order by l.opened_at desc`,
);

/**
 * Finds the launches that a customer just returned from, for the notice `?back={launchId}`.
 * @returns all launches of that return, latest first, without those of removed devices; none after 15 minutes
 * or for someone else's id
 */
export const findReturn = (
  scope: CustomerScope,
  launchId: Id,
  { dash }: Pick<OfferSettings, "dash">,
  language: string,
  tx: Tx = pool(),
): Promise<ReturnedLaunch[]> => find(tx, launchId, scope.customerId, dash.vendorCode, language);
