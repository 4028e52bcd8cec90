import { z } from "zod";
import { createCursor } from "@/lib/cursors";
import { parsed, pool, statement, string, type Tx } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import { type PartnerScope, partnerScope } from "@/lib/scope";

/** Days for which changes are kept. */
export const changeDays = 30;

/** One change: the partner's own ids of what changed. */
export const Change = z
  .strictObject({
    at: z.iso.datetime({ offset: true }),
    kind: z.enum(["customer", "device", "model"]),
    action: z.enum(["changed", "deleted"]),
    externalId: z
      .string()
      .nullable()
      .meta({ description: "Of the customer, or of the device's owner; null for a model." }),
    modelId: z.string().nullable().meta({ description: "Of the device or the model." }),
    serial: z.string().nullable().meta({ description: "Of the device." }),
  })
  .meta({ id: "Change" });
/** One change. */
export type Change = z.infer<typeof Change>;

/** Fewer digits than the largest number of either kind has. */
const Digits = z.string().regex(/^\d{1,18}$/);

/** The database's epoch, the last transaction and change seen, and when the cursor was made (seconds). */
const cursors = createCursor(z.tuple([z.string().max(60), Digits, Digits, z.int().positive()]));

/**
 * Identifies the history that transaction ids belong to: another one after a restore, also from a copy, and
 * after a standby took over, when the last changes may be missing.
 */
const epoch = `(select system_identifier from pg_control_system()) || '-'
  || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8) || '-'
  || (select oid from pg_database where datname = current_database())`;

// Transactions commit in another order than they begin. Below `xmin` all have ended, so none can add a change
// before one that was read.
const list = statement(
  "list_changes",
  {
    epoch: string,
    xmin: string,
    rows: parsed(z.array(Change.extend({ id: z.number(), place: z.string() }))),
  },
  `select ${epoch} as epoch, pg_snapshot_xmin(pg_current_snapshot())::text as xmin,
     coalesce((
       select json_agg(page order by page.place, page.id) from (
         select id, transaction as place,
           to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
           kind, action, external_id as "externalId", model_id as "modelId", serial
         from changes
         where (transaction, id) > ($1::text::xid8, $2::bigint)
           and transaction < pg_snapshot_xmin(pg_current_snapshot()) and kind = any($4::text[])
         order by changes.transaction, changes.id limit $3
       ) page
     ), '[]') as rows`,
);

/** What an actor must be allowed to read, to see the changes of a kind. */
const kinds = { customer: "customers:read", device: "devices:read", model: "catalogue:read" } as const;

const listKinds = (actor: PartnerScope["actor"]) =>
  Object.entries(kinds).flatMap(([kind, permission]) => (partnerScope(actor, permission) ? [kind] : []));

/** Beyond every transaction id, for a reader who asks only where the changes begin. */
const end = "999999999999999999";

/**
 * Lists what changed after a cursor, of the kinds that the actor may read, in the order of the transactions. Without
 * a cursor it lists nothing and only tells where to begin. A transaction that is still open is never skipped, and holds
 * back those after it.
 * @returns `changes-gone` for a cursor from before a restore or older than `changeDays`; `malformed` for text
 * that is no cursor
 */
export async function listChanges(
  { actor }: PartnerScope<(typeof kinds)[keyof typeof kinds]>,
  { after, limit }: { after: string | null; limit: number },
  tx: Tx = pool(),
): Promise<Result<{ changes: Change[]; next: string; more: boolean }, "changes-gone" | "malformed">> {
  const place = cursors.read(after);
  if (after !== null && !place)
    return refuse("malformed", { field: "after", subject: "send next as you got it" });
  const [row] = await list(tx, place?.[1] ?? end, place?.[2] ?? "0", limit, listKinds(actor));
  if (!row) throw new Error("the database gives no answer about its changes");
  const now = Math.floor(Date.now() / 1000);
  // A transaction from the future: the disk was put back to an earlier state.
  const isGone = ([epoch, transaction, , madeAt]: NonNullable<typeof place>) =>
    epoch !== row.epoch || madeAt < now - changeDays * 86_400 || BigInt(transaction) > BigInt(row.xmin);
  if (place && isGone(place)) return refuse("changes-gone");
  const more = row.rows.length === limit;
  const last = row.rows.at(-1);
  const [transaction, id] = more && last ? [last.place, String(last.id)] : [row.xmin, "0"];
  return succeed({
    changes: row.rows.map(({ id: _, place: __, ...change }) => change),
    // While more are waiting, it is only as fresh as the last change that was read.
    next: cursors.write([
      row.epoch,
      transaction,
      id,
      more && last ? Math.floor(Date.parse(last.at) / 1000) : now,
    ]),
    more,
  });
}
