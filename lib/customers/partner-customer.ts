import { asc, eq, gt, sql } from "drizzle-orm";
import { customers, externalIds, pool, type Tx } from "@/lib/db";
import type { PartnerScope } from "@/lib/scope";
import type { PartnerCustomer } from "./partner-schemas";

type Reading = PartnerScope<"customers:read" | "customers:write" | "customers:export">;

/** A customer with its row id, which the partner's systems do not see. */
export type NumberedCustomer = PartnerCustomer & { id: string };

/** Adds the numbers in other systems to rows of customers. */
export async function describeCustomers(
  rows: (typeof customers.$inferSelect)[],
  tx: Tx,
): Promise<NumberedCustomer[]> {
  const ids = rows.map(({ id }) => id);
  const others = ids.length
    ? await tx
        .select()
        .from(externalIds)
        .where(sql`${externalIds.customerId} = any(${sql.param(ids)}::uuid[])`)
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

/** Finds a customer by the partner's number; null when there is none. */
export async function findByNumber(
  _scope: Reading,
  externalId: string,
  tx: Tx = pool(),
): Promise<NumberedCustomer | null> {
  const rows = await tx.select().from(customers).where(eq(customers.externalId, externalId));
  const [customer] = await describeCustomers(rows, tx);
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
  return (await describeCustomers(rows, tx)).map(hideId);
}

/** Returns what the partner's systems see of a customer. */
export const hideId = (customer: PartnerCustomer): PartnerCustomer => {
  const { externalId, name, email, country, language, otherIds, writtenBy, createdAt } = customer;
  return { externalId, name, email, country, language, otherIds, writtenBy, createdAt };
};
