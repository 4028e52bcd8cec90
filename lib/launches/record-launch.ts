import type { Card, Region } from "@/lib/dash";
import { launches, pool, statement, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import type { LaunchRequest } from "./types";

// One statement. Reuses an open launch of the same browser, viewer, device, card and channel. An expired one
// is closed first: the insert selects from that update in order to wait for it.
const record = statement(
  "record_launch",
  { id: launches.id },
  `with expired as (
     update launches set closed_at = expires_at
     where customer_id = $1 and device_id is not distinct from $2::uuid and card = $3 and channel = $4
       and browser_hash = $6 and vendor_code = $9 and closed_at is null and expires_at <= now()
     returning id
   )
   insert into launches
     (customer_id, device_id, card, channel, region, browser_hash, vendor_code, expires_at, closed_at)
   select $1, $2::uuid, $3, $4, $5, $6, $9, now() + $7::float * interval '1 hour',
     case when $8::boolean then null else now() end
   from (select count(*) from expired) as swept
   on conflict (customer_id, browser_hash, coalesce(device_id, '00000000-0000-0000-0000-000000000000'), vendor_code,
     card, channel)
     where closed_at is null
   do update set opened_at = now(), expires_at = excluded.expires_at, region = excluded.region
   returning id`,
);

export type NewLaunch = LaunchRequest & {
  /** Amazon's vendor code in the link. */
  vendorCode: string;
  card: Card;
  region: Region;
  /**
   * Whether the link carries an exitUri. Without one there is no return, so the launch is recorded as closed.
   */
  exits: boolean;
};

/**
 * Records a launch. The caller has checked that device and card belong to the customer.
 * @param hours how long the launch stays open
 * @returns the launch's id
 */
export async function recordLaunch(
  scope: CustomerScope,
  launch: NewLaunch,
  hours: number,
  tx: Tx = pool(),
): Promise<string | undefined> {
  const { deviceId, card, channel, region, browserHash, exits, vendorCode } = launch;
  const values = [deviceId, card, channel, region, browserHash, hours, exits, vendorCode];
  const [recorded] = await record(tx, scope.customerId, ...values);
  return recorded?.id;
}
