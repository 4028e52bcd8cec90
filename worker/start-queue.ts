import PgBoss from "pg-boss";
import { pool } from "@/lib/db";
import { env } from "@/lib/env";
import type { ImportJob, Mail, QueueName } from "@/lib/jobs";
import { mailsAtOnce } from "@/lib/mail";
import { logFailure } from "@/lib/observability";
import { handleImport } from "./handle-import";
import { handleMail } from "./handle-mail";
import { observeJob } from "./observe-job";

/**
 * Starts working on imports and sending queued mails, the latter only with SMTP_URL. Also requeues the jobs of dead
 * workers and removes old ones every few seconds.
 * @param ending aborted when the worker ends, so that an import stops after its batch
 * @throws Error when the database is unreachable or lacks the queue
 */
export async function startQueue(ending: AbortSignal): Promise<PgBoss> {
  const { RETENTION_MAIL_DAYS, SMTP_URL } = env();
  const kept = Math.max(60, Math.ceil(RETENTION_MAIL_DAYS * 24 * 3600));
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool().$client.query(text, values) },
    // The worker's role cannot change the schema; npm run db:migrate has created it.
    migrate: false,
    schedule: false,
    maintenanceIntervalSeconds: 5,
    archiveCompletedAfterSeconds: kept,
    archiveFailedAfterSeconds: kept,
    deleteAfterSeconds: 1,
  });
  boss.on("error", (error) => logFailure("queue", error));
  await boss.start();
  const options = { pollingIntervalSeconds: 0.5, batchSize: 1, includeMetadata: true } as const;
  await boss.work<ImportJob>("import" satisfies QueueName, options, async ([job]) => {
    if (job) await observeJob("import", job.id, () => handleImport(job, ending));
  });
  if (!SMTP_URL) return boss;
  for (let count = 0; count < mailsAtOnce; count++) {
    const id = await boss.work<Mail>("mail" satisfies QueueName, options, async ([job]) => {
      if (!job) return;
      // Looks for the next mail at once, and waits only when there is none.
      boss.notifyWorker(id);
      await observeJob("mail", job.id, () => handleMail(job));
    });
  }
  return boss;
}
