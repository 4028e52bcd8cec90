// npm run worker: sends the mails of the queue, and removes rows that were kept long enough. Several may run.
import { existsSync } from "node:fs";
import path from "node:path";
import { closeDatabase } from "@/lib/db";
import { env } from "@/lib/env";
import { readPartnerTexts } from "@/lib/i18n/partner-texts";
import { logFailure, newReference } from "@/lib/observability";
import { purge } from "./purge";
import { startQueue } from "./start-queue";

const hour = 3600_000;
/** Longest time for mails that are under way when the worker ends, in milliseconds. */
const grace = 8000;

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function main(): Promise<void> {
  // As the portal does; variables of the environment take precedence.
  const file = path.resolve(import.meta.dirname, "../.env");
  if (existsSync(file)) process.loadEnvFile(file);
  readPartnerTexts(env().PARTNER_TEXTS);

  const queue = await startQueue();
  // The queue notes a result without waiting for it. A mail whose result is lost is sent again.
  process.on("unhandledRejection", (error) => logFailure("queue", newReference(), error));
  void purge();
  setInterval(purge, hour);

  let isEnding = false;
  const end = async () => {
    if (isEnding) return;
    isEnding = true;
    try {
      await queue.stop({ timeout: grace });
      await closeDatabase();
    } catch (error) {
      logFailure("queue", newReference(), error);
    }
    process.exit(0);
  };
  for (const name of ["SIGTERM", "SIGINT"] as const) process.on(name, end);
  console.log(JSON.stringify({ ready: true, mail: Boolean(env().SMTP_URL) }));
}
