import { integer, pool, statement, type Tx } from "@/lib/db";
import { periodDays } from "@/lib/readings";

/** Rows removed per statement, so that purging a large table does not slow down the portal. */
const batch = 1000;

// `skip locked` leaves out rows in use, so several workers can purge at once.
function createPurge(table: string, key: string, condition: string, then?: string) {
  const remove = statement(
    `purge_${table}`,
    { removed: integer },
    `with gone as (
       delete from ${table} where ${key} in (
         select ${key} from ${table} where ${condition} limit ${batch} for update skip locked
       ) returning *
     )${then ? `, kept as (${then})` : ""} select count(*)::int as removed from gone`,
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
const removeSignIns = createPurge("sign_ins", "id", `at < now() - ${days}`);
const removeLaunches = createPurge("launches", "id", `opened_at < now() - ${days}`);
const removeStaffLaunches = createPurge("staff_launches", "id", `opened_at < now() - ${days}`);
const removeVisits = createPurge("visits", "id", `opened_at < now() - ${days}`);
const removeDevices = createPurge(
  "devices",
  "id",
  `removed_at < now() - ${days} and not exists (select from launches where device_id = devices.id)`,
  // No system of the partner may add again what its owner removed.
  `insert into tombstones (key, person)
   select device_tombstone_key(model_id, serial, customer_id), customer_id from gone
   where coalesce(removed_by, 'owner') = 'owner' on conflict do nothing`,
);
const removeCodes = createPurge("email_codes", "id", `created_at < now() - ${days}`);
const removeBrowsers = createPurge("known_browsers", "ctid", `seen_at < now() - ${days}`);
const removeChanges = createPurge("changes", "id", `at < now() - ${days}`);
const removeHistory = createPurge(
  "reading_history",
  "ctid",
  `period < floor((extract(epoch from now()) / 86400 - $1::float) / ${periodDays})::int`,
  // Each message changes `at`, so no index has it; but the last row of a history is as old as its reading. One that
  // another purge or a message holds is theirs: waiting for it, two purges could wait for each other.
  `delete from readings where id in (
     select id from readings where id in (select reading_id from gone) and at < now() - ${days}
     for update skip locked)`,
);
const removeReportKeys = createPurge("report_keys", "ctid", `at < now() - ${days}`);
const removeLimits = createPurge("rate_limits", "key", "expire < extract(epoch from now()) * 1000");

// A worker that was away for a weekend still finds the files that wait for it.
const removeFiles = createPurge(
  "import_parts",
  "import_id",
  `import_id in (select id from imports
     where moved_at < now() - ${days} * (case when state in ('checking', 'applying') then 7 else 1 end))`,
);
const removeRejects = createPurge(
  "import_rejects",
  "import_id",
  `import_id in (select id from imports where moved_at < now() - ${days})`,
);
const removeRuns = createPurge(
  "imports",
  "id",
  `created_at < now() - ${days}
     or (source = 'browser' and lines is null and created_at < now() - interval '1 hour')`,
);

// Repairs name values: addresses and numbers.
const forgetRepairs = statement(
  "forget_repairs",
  {},
  `update imports set counts = counts || '{"repairs": []}'
   where moved_at < now() - ${days} and jsonb_array_length(counts->'repairs') > 0`,
);

/**
 * Removes sessions that ended more than `days` ago.
 * @param idleHours after which a customer's session ends
 * @param staffIdleHours after which a staff session ends
 * @returns the number removed, like every purge
 */
export const purgeSessions = (days: number, idleHours: number, staffIdleHours: number, tx: Tx = pool()) =>
  removeSessions(tx, days, idleHours, staffIdleHours);

/** Removes sign-ins of customers more than `days` ago. */
export const purgeSignIns = (days: number, tx: Tx = pool()) => removeSignIns(tx, days);

/** Removes launches opened more than `days` ago. */
export const purgeLaunches = (days: number, tx: Tx = pool()) => removeLaunches(tx, days);

/** Removes staff launches opened more than `days` ago. */
export const purgeStaffLaunches = (days: number, tx: Tx = pool()) => removeStaffLaunches(tx, days);

/** Removes visits opened more than `days` ago. */
export const purgeVisits = (days: number, tx: Tx = pool()) => removeVisits(tx, days);

/** Removes devices that their owner removed more than `days` ago and that have no launches left. */
export const purgeDevices = (days: number, tx: Tx = pool()) => removeDevices(tx, days);

/** Removes codes requested more than `days` ago. */
export const purgeCodes = (days: number, tx: Tx = pool()) => removeCodes(tx, days);

/** Removes known browsers in which the customer has not signed in for `days`. */
export const purgeKnownBrowsers = (days: number, tx: Tx = pool()) => removeBrowsers(tx, days);

/** Removes changes noted more than `days` ago. */
export const purgeChanges = (days: number, tx: Tx = pool()) => removeChanges(tx, days);

/**
 * Removes rows of the history whose last day ended more than `days` ago, with the readings that have nothing newer.
 * @returns the number of rows of the history
 */
export const purgeReadings = (days: number, tx: Tx = pool()) => removeHistory(tx, days);

/** Removes what tells messages about use apart, `days` after they came. */
export const purgeReportKeys = (days: number, tx: Tx = pool()) => removeReportKeys(tx, days);

/** Removes expired counters of limits. */
export const purgeLimits = (tx: Tx = pool()) => removeLimits(tx);

/** Removes files of imports that nobody has worked on for `days`, or that have waited for a worker seven times as long. */
export const purgeImportFiles = (days: number, tx: Tx = pool()) => removeFiles(tx, days);

/** Removes rejected rows of imports that nobody has worked on for `days`, and the values that were repaired. */
export async function purgeImportRows(days: number, tx: Tx = pool()): Promise<number> {
  await forgetRepairs(tx, days);
  return removeRejects(tx, days);
}

/** Removes imports begun more than `days` ago, and files that did not arrive within an hour. */
export const purgeImports = (days: number, tx: Tx = pool()) => removeRuns(tx, days);
