import { changeDays } from "@/lib/changes";
import { env } from "@/lib/env";
import { browserCookieLife } from "@/lib/http";
import { logFailure } from "@/lib/observability";
import { keyDays } from "@/lib/readings";
import {
  purgeChanges,
  purgeCodes,
  purgeDevices,
  purgeImportFiles,
  purgeImportRows,
  purgeImports,
  purgeKnownBrowsers,
  purgeLaunches,
  purgeLimits,
  purgeReadings,
  purgeReportKeys,
  purgeSessions,
  purgeSignIns,
  purgeStaffLaunches,
  purgeVisits,
} from "@/lib/retention";

/** In seconds. */
const day = 24 * 3600;

/** Removes rows past their retention time. A failure in one table does not stop the others. */
export async function purge(): Promise<void> {
  const settings = env();
  const { RETENTION_LAUNCH_DAYS: launchDays } = settings;
  const purges: [what: string, work: () => Promise<number>][] = [
    [
      "sessions",
      () =>
        purgeSessions(
          settings.RETENTION_SESSION_DAYS,
          settings.SESSION_IDLE_HOURS,
          settings.STAFF_SESSION_IDLE_HOURS,
        ),
    ],
    ["sign-ins", () => purgeSignIns(settings.RETENTION_SIGN_IN_DAYS)],
    ["launches", () => purgeLaunches(launchDays)],
    ["staff launches", () => purgeStaffLaunches(launchDays)],
    ["visits", () => purgeVisits(launchDays)],
    ["devices", () => purgeDevices(launchDays)],
    ["codes", () => purgeCodes(settings.RETENTION_CODE_DAYS)],
    ["known browsers", () => purgeKnownBrowsers(browserCookieLife / day)],
    // A day more than a cursor is good for.
    ["changes", () => purgeChanges(changeDays + 1)],
    ["readings", () => purgeReadings(settings.RETENTION_READING_DAYS)],
    ["report keys", () => purgeReportKeys(keyDays)],
    ["limits", () => purgeLimits()],
    ["files of imports", () => purgeImportFiles(1)],
    ["rejected rows of imports", () => purgeImportRows(7)],
    ["imports", () => purgeImports(90)],
  ];
  for (const [what, work] of purges) {
    try {
      await work();
    } catch (error) {
      logFailure(`purge: ${what}`, error);
    }
  }
}
