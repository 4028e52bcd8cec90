import { sql } from "drizzle-orm";
import { customers, externalIds, lockAll, type Tx } from "@/lib/db";
import { describeCustomers } from "./partner-customer";
import type { CustomerContent, PartnerCustomer } from "./partner-schemas";
import { findLeft } from "./tombstones";
import type { OtherId } from "./types";

/** A customer as a system of the partner writes it. */
export type CustomerRow = { externalId: string; content: CustomerContent };

/** A customer with its row's id, and what the rows so far have made of it. */
export type WorkingCustomer = PartnerCustomer & {
  id: string;
  state: "new" | "changed" | "same";
  /** Numbers in other systems as stored. */
  stored: readonly OtherId[];
};

/** What is known of the customers that some rows are about. */
export type CustomerState = {
  /** By the partner's number; and those without one who a row may be meant for, by their row's id. */
  byNumber: Map<string, WorkingCustomer>;
  unnumbered: Map<string, WorkingCustomer>;
  /** The row's id of the customer who has a number in another system. */
  holders: Map<string, string>;
  /** Who has an address: ids of rows, and "staff". */
  addresses: Map<string, Set<string>>;
  /** Numbers of those who deleted their account. */
  left: ReadonlySet<string>;
};

/** Writes a number in another system as a key. */
export const writeOtherId = ({ source, externalId }: OtherId): string => `${source} ${externalId}`;

/** Writes an address as a key. */
export const foldAddress = (email: string): string => email.toLowerCase();

const listOtherIds = (rows: readonly CustomerRow[]) => rows.flatMap(({ content }) => content.otherIds ?? []);
const listAddresses = (rows: readonly CustomerRow[]) =>
  rows.flatMap(({ content: { email } }) => (email ? [foldAddress(email)] : []));

/** Locks the numbers and addresses of rows, whoever has them. In one order: in another, two could wait for each other. */
export const lockRows = (rows: readonly CustomerRow[], tx: Tx): Promise<void> =>
  lockAll(tx, "customers", [
    ...[
      ...rows.map(({ externalId }) => `number ${externalId}`),
      ...listOtherIds(rows).map((id) =>
        id.source === "identity" ? `number ${id.externalId}` : `other ${writeOtherId(id)}`,
      ),
    ].sort(),
    ...listAddresses(rows)
      .map((email) => `address ${email}`)
      .sort(),
  ]);

/**
 * Finds what is known of the customers that rows are about.
 * @param locked whether nobody else may write them until the transaction ends
 */
export async function findState(
  rows: readonly CustomerRow[],
  matchEmail: boolean,
  locked: boolean,
  tx: Tx,
): Promise<CustomerState> {
  const holders = await findHolders(listOtherIds(rows), tx);
  const addresses = await findAddresses(listAddresses(rows), rows.length, tx);
  const byAddress = matchEmail ? [...addresses.values()].flatMap((ids) => [...ids]) : [];
  const ids = [...new Set([...holders.values(), ...byAddress])].filter((id) => id !== "staff");
  const isKnown = sql`${customers.id} in (
    select id from customers where external_id = any(${sql.param(rows.map(({ externalId }) => externalId))}::text[])
    union all select id from customers where external_id is null and id = any(${sql.param(ids)}::uuid[]))`;
  const query = tx.select().from(customers).where(isKnown).orderBy(customers.id);
  const found = await describeCustomers(await (locked ? query.for("no key update") : query), tx);
  const known = found.map(
    (customer): WorkingCustomer => ({ ...customer, state: "same", stored: customer.otherIds }),
  );
  const byNumber = new Map(known.flatMap((each) => (each.externalId ? [[each.externalId, each]] : [])));
  const unknown = rows.filter(({ externalId }) => !byNumber.has(externalId));
  return {
    byNumber,
    unnumbered: new Map(known.flatMap((each) => (each.externalId ? [] : [[each.id, each]]))),
    holders,
    addresses,
    left: await findLeft(
      unknown.map(({ externalId, content: { otherIds = [], email = null } }) => ({
        externalId,
        identityNumbers: otherIds.flatMap((id) => (id.source === "identity" ? [id.externalId] : [])),
        email: matchEmail ? email : null,
      })),
      tx,
    ),
  };
}

async function findHolders(ids: readonly OtherId[], tx: Tx): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const isAsked = sql`(${externalIds.source}, ${externalIds.externalId}) in (
    select * from unnest(${sql.param(ids.map(({ source }) => source))}::text[],
      ${sql.param(ids.map(({ externalId }) => externalId))}::text[]))`;
  const found = await tx.select().from(externalIds).where(isAsked);
  return new Map(found.map((row) => [writeOtherId(row), row.customerId]));
}

/** Finds who has these addresses; of each so many that some are left if all rows take one away. */
async function findAddresses(
  emails: readonly string[],
  rows: number,
  tx: Tx,
): Promise<Map<string, Set<string>>> {
  if (emails.length === 0) return new Map();
  const { rows: found } = await tx.execute<{ email: string; id: string }>(sql`
    select email, id from unnest(${sql.param([...new Set(emails)])}::text[]) as asked (email),
      lateral (
        (select id::text from customers where lower(customers.email) = asked.email limit ${rows + 2})
        union all (select 'staff' from staff where lower(staff.email) = asked.email limit 1)
      ) as holder (id)`);
  const addresses = new Map<string, Set<string>>();
  for (const { email, id } of found) addresses.set(email, (addresses.get(email) ?? new Set()).add(id));
  return addresses;
}

/** Stores what the rows made of the customers. */
export async function storeState({ byNumber }: CustomerState, tx: Tx): Promise<void> {
  const written = [...byNumber.values()];
  const listRows = (wanted: WorkingCustomer["state"]) => {
    const rows = written
      .filter(({ state }) => state === wanted)
      .map(({ externalId, writtenBy, createdAt, id, name, email, country, language }) => ({
        ...{ id, name, email, country, language },
        ...{ external_id: externalId, written_by: writtenBy, created_at: createdAt },
      }));
    return rows.length > 0 && sql`json_populate_recordset(null::customers, ${JSON.stringify(rows)}) as r`;
  };
  const changed = listRows("changed");
  if (changed)
    await tx.execute(sql`
      update customers set external_id = r.external_id, name = r.name, email = r.email, country = r.country,
        language = r.language, written_by = r.written_by
      from ${changed} where customers.id = r.id`);
  const made = listRows("new");
  if (made)
    await tx.execute(sql`
      insert into customers (id, external_id, name, email, country, language, written_by, created_at)
      select id, external_id, name, email, country, language, written_by, created_at from ${made}`);
  await storeOtherIds(written, tx);
}

async function storeOtherIds(written: readonly WorkingCustomer[], tx: Tx): Promise<void> {
  const compare = (pick: (customer: WorkingCustomer) => [readonly OtherId[], readonly OtherId[]]) =>
    written.flatMap((customer) => {
      const [some, others] = pick(customer);
      const known = new Set(others.map(writeOtherId));
      return some
        .filter((id) => !known.has(writeOtherId(id)))
        .map(({ source, externalId }) => ({ source, external_id: externalId, customer_id: customer.id }));
    });
  const toRows = (rows: object[]) =>
    sql`json_populate_recordset(null::external_ids, ${JSON.stringify(rows)})`;
  const removed = compare(({ stored, otherIds }) => [stored, otherIds]);
  const added = compare(({ stored, otherIds }) => [otherIds, stored]);
  if (removed.length > 0)
    await tx.execute(sql`delete from external_ids using ${toRows(removed)} as r
      where external_ids.source = r.source and external_ids.external_id = r.external_id
        and external_ids.customer_id = r.customer_id`);
  if (added.length > 0)
    await tx.execute(sql`insert into external_ids (source, external_id, customer_id)
      select source, external_id, customer_id from ${toRows(added)}`);
}
