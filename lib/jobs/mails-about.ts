import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { parsed, pool, statement, string, type Tx } from "@/lib/db";
import { mailKinds, type QueuedMail } from "./types";

/** Whom mails are about: the customer that they name, and the codes that they carry. */
type About = { customerId: string; codeIds: string[] };

const isAbout = `name = 'mail' and (data->>'customerId' = $1 or data->>'codeId' = any($2))`;

const columns = `id::text, data->>'kind' as kind, data->>'to' as "to", state::text, created_on as "createdAt",
  completed_on as "completedAt"`;

// pg-boss's tables are not in our schema.
const list = statement(
  "mails_about",
  {
    id: string,
    kind: parsed(z.enum(mailKinds)),
    to: parsed(z.string().nullable()),
    state: string,
    createdAt: parsed(z.date()),
    completedAt: parsed(z.date().nullable()),
  },
  `select ${columns} from pgboss.job where ${isAbout}
   union all select ${columns} from pgboss.archive where ${isAbout}
   order by "createdAt"`,
);

/** Lists the mails about somebody in the queue, whatever their state, the oldest first. */
export const listMails = ({ customerId, codeIds }: About, tx: Tx = pool()): Promise<QueuedMail[]> =>
  list(tx, customerId, codeIds);

/** Takes the mails about somebody out of the queue, whatever their state. */
export async function deleteMails({ customerId, codeIds }: About, tx: Tx = pool()): Promise<void> {
  const codes = sql`${`{${codeIds.join(",")}}`}::text[]`;
  const remove = (table: SQL) =>
    tx.execute(
      sql`delete from ${table} where name = 'mail'
        and (data->>'customerId' = ${customerId} or data->>'codeId' = any(${codes}))`,
    );
  await remove(sql`pgboss.job`);
  await remove(sql`pgboss.archive`);
}
