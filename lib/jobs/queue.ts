import PgBoss from "pg-boss";

/** The queues. The migration creates them, because that changes the schema. */
const queues = {
  // `expireInSeconds` detects a dead worker. With backoff, the retries span about two hours.
  mail: { retryLimit: 12, retryDelay: 2, retryBackoff: true, expireInSeconds: 30 },
  // A job works for some 20 seconds. With backoff, the retries span about two minutes.
  import: { retryLimit: 6, retryDelay: 2, retryBackoff: true, expireInSeconds: 45 },
} as const satisfies Record<string, Omit<PgBoss.Queue, "name">>;

/** Name of a queue. */
export type QueueName = keyof typeof queues;

// A customer's page, export and deletion find mails by these keys in their data.
const indices = ["job", "archive"].flatMap((table) =>
  ["customerId", "codeId"].map(
    (key) =>
      `create index if not exists ${table}_mail_${key.toLowerCase()} on pgboss.${table} ((data->>'${key}'))`,
  ),
);

/** Creates or updates the queues and their schema. Needs the role that owns the schema. */
export async function migrateQueue(connectionString: string): Promise<void> {
  const boss = new PgBoss({ connectionString, supervise: false, schedule: false, max: 1 });
  // The calls below throw their errors. Without a listener, the event would end the process first.
  boss.on("error", () => {});
  await boss.start();
  try {
    for (const [name, options] of Object.entries(queues)) {
      const queue = { name, ...options };
      await boss.createQueue(name, queue);
      await boss.updateQueue(name, queue);
    }
    for (const index of indices) await boss.getDb().executeSql(index, []);
  } finally {
    await boss.stop({ graceful: false, wait: true });
  }
}
