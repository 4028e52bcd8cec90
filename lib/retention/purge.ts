import { integer, pool, statement, type Tx } from "@/lib/db";

/** Rows that one statement removes: a table of any size is purged without holding up the portal. */
const batch = 1000;

// Rows that somebody else uses or removes are left to them, so several workers may purge at once.
function createPurge(table: string, key: string, condition: string) {
  const remove = statement(
    `purge_${table}`,
    { removed: integer },
    `with gone as (
       delete from ${table} where ${key} in (
         select ${key} from ${table} where ${condition} limit ${batch} for update skip locked
       ) returning 1
     ) select count(*)::int as removed from gone`,
  );
  return async (tx: Tx, ...values: number[]): Promise<number> => {
    for (let total = 0; ; ) {
      const [row] = await remove(tx, ...values);
      const removed = row?.removed ?? 0;
      total += removed;
      if (removed < batch) return total;
    }
  };
}

const days = "$1::float * interval '1 day'";

const removeSessions = createPurge(
  "sessions",
  "id",
  `expires_at < now() - ${days} or seen_at < now() - ${days}
     - (case when staff_id is null then $2::float else $3::float end) * interval '1 hour'`,
);
const removeLaunches = createPurge("launches", "id", `opened_at < now() - ${days}`);
const removeStaffLaunches = createPurge("staff_launches", "id", `opened_at < now() - ${days}`);
const removeDevices = createPurge(
  "devices",
  "id",
  `removed_at < now() - ${days} and not exists (select from launches where device_id = devices.id)`,
);
const removeCodes = createPurge("email_codes", "id", `created_at < now() - ${days}`);
const removeLimits = createPurge("rate_limits", "key", "expire < extract(epoch from now()) * 1000");

/**
 * Removes sessions that ended so many days ago.
 * @param idleHours after which a customer's session ends
 * @param staffIdleHours after which a session of staff ends
 * @returns how many, as each purge does
 */
export const purgeSessions = (days: number, idleHours: number, staffIdleHours: number, tx: Tx = pool()) =>
  removeSessions(tx, days, idleHours, staffIdleHours);

/** Removes launches that were opened so many days ago. */
export const purgeLaunches = (days: number, tx: Tx = pool()) => removeLaunches(tx, days);

/** Removes launches of staff that were opened so many days ago. */
export const purgeStaffLaunches = (days: number, tx: Tx = pool()) => removeStaffLaunches(tx, days);

/** Removes devices that were taken off their owner's list so many days ago and have no launch any more. */
export const purgeDevices = (days: number, tx: Tx = pool()) => removeDevices(tx, days);

/** Removes codes that were requested so many days ago. */
export const purgeCodes = (days: number, tx: Tx = pool()) => removeCodes(tx, days);

/** Removes counters of limits that hold nobody back any more. */
export const purgeLimits = (tx: Tx = pool()) => removeLimits(tx);
