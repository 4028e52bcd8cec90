import type { Card, Region } from "@/lib/dash";
import { launches, pool, statement, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import type { LaunchRequest } from "./types";

/**
 * Parts of a statement's `with` that record a launch: `recorded` gets its id. `offered` comes before, with no row or one:
 * customer_id, device_id, card, channel, region, browser_hash, vendor_code, hours and exits. Reuses an open launch of the
 * same browser, customer, device, card and channel. An expired one is closed first: the insert selects from that update
 * in order to wait for it.
 */
export const recording = `expired as (
     update launches l set closed_at = l.expires_at
     from offered o
     where l.customer_id = o.customer_id and l.device_id is not distinct from o.device_id and l.card = o.card
       and l.channel = o.channel and l.browser_hash = o.browser_hash and l.vendor_code = o.vendor_code
       and l.closed_at is null and l.expires_at <= now()
     returning l.id
   ), recorded as (
     insert into launches
       (customer_id, device_id, card, channel, region, browser_hash, vendor_code, expires_at, closed_at)
     select customer_id, device_id, card, channel, region, browser_hash, vendor_code,
       now() + hours * interval '1 hour', case when exits then null else now() end
     from offered, (select count(*) from expired) as swept
     on conflict (customer_id, browser_hash, coalesce(device_id, '00000000-0000-0000-0000-000000000000'), vendor_code,
       card, channel)
       where closed_at is null
     do update set opened_at = now(), expires_at = excluded.expires_at, region = excluded.region
     returning id
   )`;

const record = statement(
  "record_launch",
  { id: launches.id },
  `with offered as (
     select $1::uuid as customer_id, $2::uuid as device_id, $3::text as card, $4::text as channel, $5::text as region,
       $6::bytea as browser_hash, $9::text as vendor_code, $7::float as hours, $8::boolean as exits
   ), ${recording}
   select id from recorded`,
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
