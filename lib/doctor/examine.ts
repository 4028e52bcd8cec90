import { setTimeout as sleep } from "node:timers/promises";
import { createHandle, type Tx } from "@/lib/db";
import { EnvError, readSettings } from "@/lib/env";
import { explainFailure, openConnection } from "@/lib/health";
import { checkDatabase } from "./check-database";
import { checkMail } from "./check-mail";
import { checkProvider } from "./check-provider";
import { checkProxy } from "./check-proxy";
import { checkReadings } from "./check-readings";
import { checkRows } from "./check-rows";
import { checkSettings } from "./check-settings";
import { checkWorker } from "./check-worker";
import { fail, note } from "./findings";
import { readDatabase, readProvider, readQueues, readRowSettings } from "./read-settings";
import type { Finding, Section } from "./types";

/** Milliseconds to wait for a connection, a query or a request; and for all checks of one topic. */
const [wait, most] = [6000, 25_000];

/**
 * Checks everything that can be checked from outside, all at once, except what needs the database's tables. A check
 * that fails stops no other, and each needs only its own settings.
 * @param faults in the settings, as EnvError lists them
 */
export async function examine(faults: readonly string[]): Promise<Section[]> {
  let isMigrated = false;
  const database = guard(async () => {
    const checked = await checkDatabase(...readDatabase(), wait);
    isMigrated = checked.isMigrated;
    return checked.findings;
  });
  const inTables = async (work: (tx: Tx) => Promise<Finding[]>): Promise<Finding[]> => {
    await database;
    return isMigrated ? guard(() => inDatabase(work)) : [note("Not checked: the database comes first.")];
  };
  const portalUrl = () => readSettings(["NEXTAUTH_URL"]).NEXTAUTH_URL;
  const [mail, provider, readings, proxy, rows, worker] = await Promise.all([
    guard(() => checkMail(readSettings(["SMTP_URL"]).SMTP_URL, portalUrl(), wait)),
    guard(() => checkProvider(readProvider(), wait)),
    inTables(checkReadings),
    guard(() => checkProxy(portalUrl(), wait)),
    inTables((tx) => checkRows(readRowSettings(), tx)),
    inTables((tx) => checkWorker(readQueues(), readDatabase()[1], tx)),
  ]);
  return [
    { topic: "settings", findings: checkSettings(faults) },
    { topic: "database", findings: await database },
    { topic: "mail", findings: mail },
    { topic: "provider", findings: [...provider, ...readings] },
    { topic: "proxy", findings: proxy },
    { topic: "rows", findings: rows },
    { topic: "worker", findings: worker },
  ];
}

/** Runs the checks of a topic so that they end in time, whatever happens. */
async function guard(check: () => Promise<Finding[]>): Promise<Finding[]> {
  const patience = new AbortController();
  const late = sleep(most, undefined, { signal: patience.signal }).then(() => [
    fail({
      what: `The checks took longer than ${most / 1000} s.`,
      fix: "Look for what is slow: the network, or a busy server.",
    }),
  ]);
  late.catch(() => {});
  try {
    // Within a promise, because wrong settings throw at once.
    return await Promise.race([Promise.resolve().then(check), late]);
  } catch (error) {
    if (error instanceof EnvError) return [note("Not checked: the settings for it come first.")];
    const { message } = error as Error;
    return [fail({ what: `The checks failed: ${message}.`, fix: "Please report this." })];
  } finally {
    patience.abort();
  }
}

async function inDatabase(work: (tx: Tx) => Promise<Finding[]>): Promise<Finding[]> {
  const [url] = readDatabase();
  try {
    const client = await openConnection(url, wait);
    try {
      return await work(createHandle(client));
    } finally {
      await client.end().catch(() => {});
    }
  } catch (error) {
    return [fail(explainFailure(error))];
  }
}
