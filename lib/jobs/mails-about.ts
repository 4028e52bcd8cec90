import type { PoolClient } from "pg";
import type { QueuedMail } from "./types";

/** Whom mails are about: the customer that they name, and the codes that they carry. */
type About = { customerId: string; codeIds: string[] };

const isAbout = `name = 'mail' and (data->>'customerId' = $1 or data->>'codeId' = any($2))`;

/** The mails about somebody that still stand in the queue, waiting, sent or given up, the oldest first. */
export async function listMails(
  client: Pick<PoolClient, "query">,
  { customerId, codeIds }: About,
): Promise<QueuedMail[]> {
  const columns = `id, data->>'kind' as kind, data->>'to' as "to", state::text, created_on as "createdAt",
    completed_on as "completedAt"`;
  const { rows } = await client.query<QueuedMail>(
    `select ${columns} from pgboss.job where ${isAbout}
     union all select ${columns} from pgboss.archive where ${isAbout}
     order by "createdAt"`,
    [customerId, codeIds],
  );
  return rows;
}

/** Takes the mails about somebody out of the queue, whatever became of them. */
export async function deleteMails(client: PoolClient, { customerId, codeIds }: About): Promise<void> {
  for (const table of ["job", "archive"])
    await client.query(`delete from pgboss.${table} where ${isAbout}`, [customerId, codeIds]);
}
