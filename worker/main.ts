// npm run worker: sends queued mails and removes rows past their retention time. Several workers can run at once.
import { closeDatabase } from "@/lib/db";
import { env } from "@/lib/env";
import { loadSettings } from "@/lib/env/load-settings";
import { readPartnerTexts } from "@/lib/i18n/partner-texts";
import { logFailure, newReference } from "@/lib/observability";
import { purge } from "./purge";
import { startQueue } from "./start-queue";

const hour = 3600_000;
/** Milliseconds that mails being sent have to finish when the worker shuts down. */
const grace = 8000;

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function main(): Promise<void> {
  loadSettings();
  readPartnerTexts(env().PARTNER_TEXTS);

  const queue = await startQueue();
  // pg-boss does not await its writes of job results. A mail whose result is lost is sent again.
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
