import type { Card, Region } from "@/lib/dash";
import { pool, staffLaunches, statement, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";

/** A launch to record for a member of staff. */
export type NewStaffLaunch = {
  /** Null for the account-wide card. */
  deviceId: string | null;
  /** Amazon's vendor code in the link. */
  vendorCode: string;
  card: Card;
  region: Region;
  /** SHA-256 of this browser's cookie. */
  browserHash: Buffer;
  /**
   * Whether the link carries an exitUri. Without one there is no return, so the launch is recorded as closed.
   */
  exits: boolean;
};

// Reuses an open launch and closes this browser's expired ones. Locks the customer's row, to wait for a
// concurrent deletion.
const record = statement(
  "record_staff_launch",
  { id: staffLaunches.id },
  `with expired as (
    update staff_launches set closed_at = expires_at
    where staff_id = $1 and browser_hash = $6 and closed_at is null and expires_at <= now()
  ), again as (
    update staff_launches
    set opened_at = now(), expires_at = now() + $7::float * interval '1 hour', region = $5
    where staff_id = $1 and customer_id = $2 and device_id is not distinct from $3::uuid and card = $4
      and vendor_code = $9 and browser_hash = $6 and closed_at is null and expires_at > now()
    returning id
  ), made as (
    insert into staff_launches
      (staff_id, customer_id, device_id, card, region, browser_hash, vendor_code, expires_at, closed_at)
    select $1, c.id, $3::uuid, $4, $5, $6, $9, now() + $7::float * interval '1 hour',
      case when $8::boolean then null else now() end
    from customers c where c.id = $2 and not exists (select from again)
    for key share of c
    returning id
  )
  select id from again union all select id from made`,
);

/**
 * Records a launch by staff. The caller has checked the card, and holds a lock so that one launch per browser
 * is recorded at a time.
 * @param hours how long the launch stays open
 * @returns the launch's id; null when the customer has been deleted
 */
export async function recordStaffLaunch(
  viewer: Staff,
  { customerId }: CustomerScope,
  { deviceId, vendorCode, card, region, browserHash, exits }: NewStaffLaunch,
  hours: number,
  tx: Tx = pool(),
): Promise<string | null> {
  const [launch] = await record(
    tx,
    ...[viewer.id, customerId, deviceId, card, region, browserHash, hours, exits, vendorCode],
  );
  return launch?.id ?? null;
}
