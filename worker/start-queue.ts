import PgBoss from "pg-boss";
import { pool } from "@/lib/db";
import { env } from "@/lib/env";
import type { Mail, QueueName } from "@/lib/jobs";
import { logFailure, newReference } from "@/lib/observability";
import { handleMail } from "./handle-mail";

/** Mails that one worker sends at the same time. */
const atOnce = 4;

/**
 * Sends the mails of the queue. Every few seconds it also puts the mails of a worker that died back into the queue, and
 * removes those that were kept long enough; without SMTP_URL it does only that.
 * @throws Error when the database cannot be reached or lacks the queue
 */
export async function startQueue(): Promise<PgBoss> {
  const { RETENTION_MAIL_DAYS, SMTP_URL } = env();
  const kept = Math.max(60, Math.ceil(RETENTION_MAIL_DAYS * 24 * 3600));
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool().$client.query(text, values) },
    // The worker's role changes no schema: npm run db:migrate has made it.
    migrate: false,
    schedule: false,
    maintenanceIntervalSeconds: 5,
    archiveCompletedAfterSeconds: kept,
    archiveFailedAfterSeconds: kept,
    deleteAfterSeconds: 1,
  });
  boss.on("error", (error) => logFailure("queue", newReference(), error));
  await boss.start();
  if (!SMTP_URL) return boss;
  const options = { pollingIntervalSeconds: 0.5, batchSize: 1, includeMetadata: true } as const;
  for (let count = 0; count < atOnce; count++) {
    await boss.work<Mail>("mail" satisfies QueueName, options, async ([job]) => {
      if (job) await handleMail(job);
    });
  }
  return boss;
}
