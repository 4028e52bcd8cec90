// Reads the audit log as the database's owner.
import { query } from "./records";

export type RecordedEvent = {
  event: string;
  /** The actor's name, and their role at the time. */
  who: string | null;
  role: string | null;
  /** Ids of the customers it is about. */
  about: string[];
  details: Record<string, unknown>;
  reason: string | null;
  network: string | null;
};

/**
 * Watches the audit log from now on. @returns a function that lists the events since its last call, in order
 */
export async function watchAudit(): Promise<() => Promise<RecordedEvent[]>> {
  const [start] = await query<{ id: string }>("select coalesce(max(id), 0) as id from audit_events");
  let seen = start?.id;
  return async () => {
    const rows = await query<RecordedEvent & { id: string }>(
      `select e.id, e.event, s.name as who, e.role, e.customer_ids as about, e.details, n.reason, n.network
       from audit_events e left join staff s on s.id = e.actor_id left join audit_notes n on n.event_id = e.id
       where e.id > $1 order by e.id`,
      [seen],
    );
    seen = rows.at(-1)?.id ?? seen;
    return rows.map(({ id: _, ...row }) => row);
  };
}

/** Runs `run` while the portal cannot write to the audit log. */
export async function withoutAudit(run: () => Promise<void>): Promise<void> {
  await query("revoke insert on audit_notes from larder_app");
  try {
    await run();
  } finally {
    await query("grant insert on audit_notes to larder_app");
  }
}
