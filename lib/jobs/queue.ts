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

/** The names of all queues. */
export const queueNames = Object.keys(queues) as QueueName[];

// A customer's page, export and deletion find mails by these keys in their data.
const indices = ["job", "archive"].flatMap((table) =>
  ["customerId", "codeId"].map(
    (key) =>
      `create index if not exists ${table}_mail_${key.toLowerCase()} on pgboss.${table} ((data->>'${key}'))`,
  ),
);

/**
 * Creates or updates the queues and their schema. Needs the role that owns the schema.
 * @param name of the connection, in the database's list
 */
export async function migrateQueue(connectionString: string, name: string): Promise<void> {
  const boss = new PgBoss({
    connectionString,
    application_name: name,
    supervise: false,
    schedule: false,
    max: 1,
  });
  // The calls below throw their errors. Without a listener, the event would end the process first.
  boss.on("error", () => {});
  await boss.start();
  try {
    for (const [queue, options] of Object.entries(queues)) {
      await boss.createQueue(queue, { name: queue, ...options });
      await boss.updateQueue(queue, { name: queue, ...options });
    }
    for (const index of indices) await boss.getDb().executeSql(index, []);
  } finally {
    await boss.stop({ graceful: false, wait: true });
  }
}
