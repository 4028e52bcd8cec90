import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/lib/db";
import type { CustomerScope } from "@/lib/scope";
import type { Claims } from "./types";

/** Source of a tombstone's id: the partner's main number, an address, or an issuer's subject. */
const [main, address] = ["", "@"];
const nameIssuer = (issuer: string) => `identity ${issuer}`;

/** Leaves tombstones of a customer who deletes their own account. Call it before the row is gone. */
export async function leaveTombstones({ customerId }: CustomerScope, tx: Tx): Promise<void> {
  await tx.execute(sql`
    with person as (select gen_random_uuid() as id), known (source, id) as (
      select ${main}::text, external_id from customers where id = ${customerId} and external_id is not null
      union select ${address}, lower(email) from customers where id = ${customerId} and email is not null
      union select source, external_id from external_ids
        where customer_id = ${customerId} and source = 'identity'
      union select ${nameIssuer("")} || issuer, subject from identities where customer_id = ${customerId}
    )
    insert into tombstones (key, person) select tombstone_key(known.source, known.id), person.id from known, person
    on conflict (key) do update set person = excluded.person, deleted_at = now()`);
}

const lift = (tx: Tx, known: SQL[]) =>
  tx.execute(sql`
    delete from tombstones where person in (
      select person from tombstones where key in (${sql.join(known, sql`, `)}))`);

const writeKey = (source: string, id: string) => sql`tombstone_key(${source}, ${id})`;

/**
 * Lifts the tombstones of a person who signs in again at the identity provider.
 * @param numbers whose numbers the claims carry
 */
export async function liftByClaims(
  { issuer, subject, externalId, email }: Claims,
  numbers: "main" | "identity",
  tx: Tx,
): Promise<void> {
  await lift(tx, [
    writeKey(nameIssuer(issuer), subject),
    ...(externalId ? [writeKey("identity", externalId)] : []),
    // Where the provider has numbers of its own, the same main number is somebody else's.
    ...(externalId && numbers === "main" ? [writeKey(main, externalId)] : []),
    ...(email ? [writeKey(address, email.toLowerCase())] : []),
  ]);
}

/** Lifts the tombstones of a person who signs in again with a code. */
export async function liftByEmail(email: string, tx: Tx): Promise<void> {
  await lift(tx, [writeKey(address, email.toLowerCase())]);
}

type Known = {
  /** The partner's number. */
  externalId: string;
  /** Numbers at the identity provider. */
  identityNumbers: readonly string[];
  /** An address that the partner verified; null for none. */
  email: string | null;
};

/** Returns the numbers of those who deleted their own account: by their number, or what else of them is known. */
export async function findLeft(asked: readonly Known[], tx: Tx): Promise<Set<string>> {
  if (asked.length === 0) return new Set();
  const keys = asked.flatMap(({ externalId, identityNumbers, email }) => [
    { externalId, source: main, id: externalId },
    ...identityNumbers.map((id) => ({ externalId, source: "identity", id })),
    ...(email ? [{ externalId, source: address, id: email.toLowerCase() }] : []),
  ]);
  const { rows } = await tx.execute<{ externalId: string }>(sql`
    select distinct "externalId"
    from jsonb_to_recordset(${JSON.stringify(keys)}) as asked ("externalId" text, source text, id text)
    where exists (select from tombstones) and tombstone_key(source, id) in (select key from tombstones)`);
  return new Set(rows.map(({ externalId }) => externalId));
}
