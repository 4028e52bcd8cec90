import PgBoss from "pg-boss";

/** The queues, made by the migration: making one changes the schema. */
const queues = {
  // A worker that dies is noticed after `expireInSeconds`; the pauses add up to about two hours.
  mail: { retryLimit: 12, retryDelay: 2, retryBackoff: true, expireInSeconds: 30 },
} as const satisfies Record<string, Omit<PgBoss.Queue, "name">>;

/** A queue by its name. */
export type QueueName = keyof typeof queues;

// Whose a mail is stands in its data: a customer's page, export and deletion look for it there.
const indices = ["job", "archive"].flatMap((table) =>
  ["customerId", "codeId"].map(
    (key) =>
      `create index if not exists ${table}_mail_${key.toLowerCase()} on pgboss.${table} ((data->>'${key}'))`,
  ),
);

/** Makes schema and queues, or brings them up to date. For the role that owns the schema. */
export async function migrateQueue(connectionString: string): Promise<void> {
  const boss = new PgBoss({ connectionString, supervise: false, schedule: false, max: 1 });
  // What fails is thrown by the calls below; without a listener it would end the process first.
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
