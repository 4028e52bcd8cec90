import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { parsed, pool, statement, string, type Tx } from "@/lib/db";
import { mailKinds, type QueuedMail } from "./types";

/** Identifies a customer's mails: those that name the customer or carry one of the codes. */
type About = { customerId: string; codeIds: string[] };

const isAbout = `name = 'mail' and (data->>'customerId' = $1 or data->>'codeId' = any($2))`;

const columns = `id::text, data->>'kind' as kind, data->>'to' as "to", state::text, created_on as "createdAt",
  completed_on as "completedAt"`;

// pg-boss owns its tables, so our schema does not declare them.
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

/** Lists a customer's mails in the queue in any state, oldest first. */
export const listMails = ({ customerId, codeIds }: About, tx: Tx = pool()): Promise<QueuedMail[]> =>
  list(tx, customerId, codeIds);

/** Deletes a customer's mails from the queue in any state. */
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
