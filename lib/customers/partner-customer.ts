import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { customers, externalIds, pool, type Tx } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";
import type { PartnerCustomer } from "./partner-schemas";

type Reading = PartnerScope<"customers:read" | "customers:write">;

/** A customer with its row id, which the partner's systems do not see. */
export type NumberedCustomer = PartnerCustomer & { id: string };

/** Adds the numbers in other systems to rows of customers. */
async function describe(rows: (typeof customers.$inferSelect)[], tx: Tx): Promise<NumberedCustomer[]> {
  const ids = rows.map(({ id }) => id);
  const others = ids.length
    ? await tx
        .select()
        .from(externalIds)
        .where(inArray(externalIds.customerId, ids))
        .orderBy(externalIds.source, externalIds.externalId)
    : [];
  return rows.map(({ id, externalId, name, email, country, language, writtenBy, createdAt }) => ({
    id,
    externalId: externalId ?? "",
    name,
    email,
    country,
    language,
    otherIds: others
      .filter(({ customerId }) => customerId === id)
      .map((other) => ({ source: other.source, externalId: other.externalId })),
    writtenBy,
    createdAt: createdAt.toISOString(),
  }));
}

/** Finds a customer by the partner's number; null when there is none. `locked` keeps others from writing it. */
export async function findByNumber(
  _scope: Reading,
  externalId: string,
  tx: Tx = pool(),
  locked = false,
): Promise<NumberedCustomer | null> {
  const query = tx.select().from(customers).where(eq(customers.externalId, externalId));
  const [customer] = await describe(await (locked ? query.for("no key update") : query), tx);
  return customer ?? null;
}

/** Finds a customer who has no number of the partner, and keeps others from writing it; null if there is none. */
export async function findUnnumbered(_scope: Reading, id: string, tx: Tx): Promise<NumberedCustomer | null> {
  const isThis = and(eq(customers.id, id), isNull(customers.externalId));
  const rows = await tx.select().from(customers).where(isThis).for("no key update");
  const [customer] = await describe(rows, tx);
  return customer ?? null;
}

/** Lists customers that have a number of the partner, by number; `after` is the last number of the page before. */
export async function listByNumber(
  _scope: Reading,
  { after, limit }: { after: string; limit: number },
  tx: Tx = pool(),
): Promise<PartnerCustomer[]> {
  const rows = await tx
    .select()
    .from(customers)
    .where(gt(customers.externalId, after))
    .orderBy(asc(customers.externalId))
    .limit(limit);
  return (await describe(rows, tx)).map(hideId);
}

/** Leaves out the row's id. */
export const hideId = ({ id: _, ...customer }: NumberedCustomer): PartnerCustomer => customer;

/** Whether somebody else, customer or staff, has a customer's address: then no code signs anyone in with it. */
export async function sharesAddress({ id, email }: NumberedCustomer, tx: Tx): Promise<boolean> {
  if (!email) return false;
  const { rows } = await tx.execute<{ shared: boolean }>(sql`
    select exists (select from customers where lower(email) = lower(${email}) and id <> ${id})
      or exists (select from staff where lower(email) = lower(${email})) as shared`);
  return rows[0]?.shared ?? false;
}
