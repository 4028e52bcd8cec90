import type { PoolClient } from "pg";
import type { Card, Region } from "@/lib/dash";
import type { Staff } from "@/lib/viewer";

/** A trip that a member of staff sets out on. */
export type NewStaffLaunch = {
  customerId: string;
  /** Null for the card of the whole account. */
  deviceId: string | null;
  card: Card;
  region: Region;
  /** SHA-256 of this browser's cookie. */
  browserHash: Buffer;
  /** Whether the link carries an exitUri; without one nothing can come back, so the launch is closed at once. */
  exits: boolean;
};

// An open launch is used again, and expired ones of this browser are closed. The customer's row is held until the
// launch stands, so that a deletion at the same time is waited for.
const text = `with expired as (
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
  select id from again union all select id from made`;

/**
 * Records that a member of staff leaves for a customer's page. The caller has checked the card, and lets one at a time
 * do this for a browser.
 * @param hours how long the launch stays open
 * @returns the launch's id; null when the customer has been deleted meanwhile
 */
export async function recordStaffLaunch(
  viewer: Staff,
  launch: NewStaffLaunch,
  hours: number,
  client: Pick<PoolClient, "query">,
): Promise<string | null> {
  const { customerId, deviceId, card, region, browserHash, exits } = launch;
  const values = [viewer.id, customerId, deviceId, card, region, browserHash, hours, exits];
  const { rows } = await client.query<{ id: string }>({ name: "record_staff_launch", text, values });
  return rows[0]?.id ?? null;
}
