import { statement } from "@/lib/db";

/** Rows that one statement removes: a table of any size is purged without holding anybody up. */
const batch = 1000;

type Purge = (...values: number[]) => Promise<number>;

// Rows that somebody else is using or removing are left to them, so several workers may purge at once.
function purgeOf(table: string, key: string, condition: string): Purge {
  const remove = statement<{ removed: number }>(
    `purge_${table}`,
    `with gone as (
       delete from ${table} where ${key} in (
         select ${key} from ${table} where ${condition} limit ${batch} for update skip locked
       ) returning 1
     ) select count(*)::int as removed from gone`,
  );
  return async (...values) => {
    for (let total = 0; ; ) {
      const [row] = await remove(...values);
      const removed = row?.removed ?? 0;
      total += removed;
      if (removed < batch) return total;
    }
  };
}

const days = "$1::float * interval '1 day'";

/** Sessions that ended so many days ago; limits of idleness in hours, of customers and of staff. */
export const purgeSessions: (days: number, idleHours: number, staffIdleHours: number) => Promise<number> =
  purgeOf(
    "sessions",
    "id",
    `expires_at < now() - ${days} or seen_at < now() - ${days}
     - (case when staff_id is null then $2::float else $3::float end) * interval '1 hour'`,
  );

/** Launches that were opened so many days ago. */
export const purgeLaunches: (days: number) => Promise<number> = purgeOf(
  "launches",
  "id",
  `opened_at < now() - ${days}`,
);

/** Launches of staff that were opened so many days ago. */
export const purgeStaffLaunches: (days: number) => Promise<number> = purgeOf(
  "staff_launches",
  "id",
  `opened_at < now() - ${days}`,
);

/** Devices that were removed so many days ago and have no launch any more. */
export const purgeDevices: (days: number) => Promise<number> = purgeOf(
  "devices",
  "id",
  `removed_at < now() - ${days} and not exists (select from launches where device_id = devices.id)`,
);

/** Codes that were asked for so many days ago. */
export const purgeCodes: (days: number) => Promise<number> = purgeOf(
  "email_codes",
  "id",
  `created_at < now() - ${days}`,
);

/** Counters of limits that hold nobody back any more. */
export const purgeLimits: () => Promise<number> = purgeOf(
  "rate_limits",
  "key",
  "expire < extract(epoch from now()) * 1000",
);
