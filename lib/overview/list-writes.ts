import { apiKeys, auditEvents, boolean, integer, pool, statement, type Tx } from "@/lib/db";
import { isAdmin } from "@/lib/scope";
import type { Viewer } from "@/lib/viewer";
import type { KeyWrites } from "./types";

/** Most keys on the page, and most events of each that are read: one that writes all day must not slow the page. */
const [mostKeys, mostEvents] = [5, 10_000];

// A key notes its use to the minute, and sometimes late.
const list = statement(
  "overview_writes",
  {
    id: apiKeys.id,
    name: apiKeys.name,
    customers: integer,
    devices: integer,
    isCut: boolean,
    at: auditEvents.at,
  },
  `select api_keys.id, name, customers::int, devices::int, is_cut as "isCut", written.at
   from (
     select id, name from api_keys where used_at > now() - interval '25 hours' order by used_at desc limit 20
   ) api_keys cross join lateral (
     select max(at) filter (where is_write) as at, count(*) = $1::int as is_cut,
       coalesce(sum(case when event in ('customer.changed', 'customer.deleted') then 1
         when event = 'import.written' then (details->>'customers')::int end), 0) as customers,
       coalesce(sum(case when event in ('device.changed', 'device.removed', 'units.changed') then 1
         when event = 'import.written' then (details->>'devices')::int + (details->>'removed')::int end), 0) as devices
     from (
       select at, event, details, event in ('customer.changed', 'customer.deleted', 'device.changed', 'device.removed',
         'units.changed', 'import.written') as is_write
       from audit_events
       where actor_id = api_keys.id and actor_kind = 'client' and at > now() - interval '24 hours'
       order by at desc, id desc limit $1
     ) newest
   ) written
   where written.at is not null order by written.at desc limit $2`,
);

/** Lists how many customers and devices each key wrote within a day, the latest first, for administrators. */
export const listWrites = async (viewer: Viewer, tx: Tx = pool()): Promise<KeyWrites[]> =>
  isAdmin(viewer) ? list(tx, mostEvents, mostKeys) : [];
