import type { Card, Region } from "@/lib/dash";
import { pool, staffLaunches, statement, type Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import type { Staff } from "@/lib/viewer";

/** A trip that a member of staff starts. */
export type NewStaffLaunch = {
  /** Null for the card of the whole account. */
  deviceId: string | null;
  card: Card;
  region: Region;
  /** SHA-256 of this browser's cookie. */
  browserHash: Buffer;
  /** Whether the link carries an exitUri; without one nothing can come back, so the launch is closed at once. */
  exits: boolean;
};

// An open launch is reused, and expired ones of this browser are closed. The customer's row is locked until the launch
// is there, so that it waits for a deletion at the same time.
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
      and browser_hash = $6 and closed_at is null and expires_at > now()
    returning id
  ), made as (
    insert into staff_launches
      (staff_id, customer_id, device_id, card, region, browser_hash, expires_at, closed_at)
    select $1, c.id, $3::uuid, $4, $5, $6, now() + $7::float * interval '1 hour',
      case when $8::boolean then null else now() end
    from customers c where c.id = $2 and not exists (select from again)
    for key share of c
    returning id
  )
  select id from again union all select id from made`,
);

/**
 * Records that a member of staff leaves for a customer's page. The caller has checked the card, and lets one at a time
 * do this for a browser.
 * @param hours how long the launch stays open
 * @returns the launch's id; null when the customer has been deleted meanwhile
 */
export async function recordStaffLaunch(
  viewer: Staff,
  { customerId }: CustomerScope,
  { deviceId, card, region, browserHash, exits }: NewStaffLaunch,
  hours: number,
  tx: Tx = pool(),
): Promise<string | null> {
  const [launch] = await record(
    tx,
    ...[viewer.id, customerId, deviceId, card, region, browserHash, hours, exits],
  );
  return launch?.id ?? null;
}
