import { randomUUID } from "node:crypto";
import { and, eq, or } from "drizzle-orm";
import { orUnrecorded, recordEvent } from "@/lib/audit";
import { customers, externalIds, type ProfileField, pool, type Tx, transaction, violates } from "@/lib/db";
import { type Result, refuse, succeed } from "@/lib/result";
import { type PartnerScope, scopeFor } from "@/lib/scope";
import { deleteCustomer } from "./delete-customer";
import { findByEmail, lockEmail } from "./find-by-email";
import { lockNumbers } from "./lock-number";
import {
  findByNumber,
  findUnnumbered,
  hideId,
  type NumberedCustomer,
  sharesAddress,
} from "./partner-customer";
import type { CustomerContent, PartnerCustomer } from "./partner-schemas";
import { hasLeft } from "./tombstones";

type Writing = PartnerScope<"customers:write">;

/** What a write did; `sharesAddress` if no code can sign the customer in, since others have the address too. */
export type WrittenCustomer = {
  customer: PartnerCustomer;
  isNew: boolean;
  isChanged: boolean;
  sharesAddress: boolean;
};

const profileFields = ["name", "email", "country", "language"] as const satisfies ProfileField[];

/**
 * Creates a customer, or replaces what the partner's systems wrote. What the customer wrote stays, and what the
 * identity provider filled in is only replaced, not emptied. Idempotent.
 * A new number goes to the customer who signed up before the partner's systems knew them: who has one of the other
 * numbers or, if `matchEmail` allows it, the address.
 * @param settings.matchEmail whether the partner's systems verify addresses
 * @returns `customer-left` if the customer deleted their own account; `external-id-taken` with the field
 */
export const putCustomer = (
  scope: Writing,
  externalId: string,
  content: CustomerContent,
  settings: { matchEmail: boolean },
  tx: Tx = pool(),
): Promise<Result<WrittenCustomer, "customer-left" | "external-id-taken" | "unrecorded">> =>
  writeSafely(async (within): Promise<Result<WrittenCustomer, "customer-left" | "external-id-taken">> => {
    // A unique key alone would make one of two concurrent first writes fail.
    await lockNumbers([externalId, ...listIdentityNumbers(content)], within);
    const before = await findByNumber(scope, externalId, within, true);
    if (before) return update(scope, before, content, true, within);
    const signedUp = await findSignedUp(scope, content, settings.matchEmail, within);
    if (signedUp) return update(scope, { ...signedUp, externalId }, content, true, within, "numbered");
    const email = settings.matchEmail ? (content.email ?? null) : null;
    if (await hasLeft({ externalId, identityNumbers: listIdentityNumbers(content), email }, within))
      return refuse("customer-left");
    return update(scope, createEmpty(externalId), content, true, within, "new");
  }, tx);

const listIdentityNumbers = ({ otherIds = [] }: CustomerContent) =>
  otherIds.filter(({ source }) => source === "identity").map(({ externalId }) => externalId);

/** Finds the customer without a number who a new one is meant for. */
async function findSignedUp(
  scope: Writing,
  { otherIds = [], email }: CustomerContent,
  matchEmail: boolean,
  tx: Tx,
): Promise<NumberedCustomer | null> {
  const id =
    (await findHolder(otherIds, tx)) ?? (matchEmail && email ? await findByAddress(email, tx) : undefined);
  return id === undefined ? null : findUnnumbered(scope, id, tx);
}

/** Finds the one customer who has some of these numbers. */
async function findHolder(ids: readonly OtherId[], tx: Tx): Promise<string | undefined> {
  const rows = await listHolders(ids, tx);
  const [id, ...others] = new Set(rows.map(({ customerId }) => customerId));
  return others.length === 0 ? id : undefined;
}

/** Finds the one customer with an address. A second one would lock both out of signing in by code. */
async function findByAddress(email: string, tx: Tx): Promise<string | undefined> {
  await lockEmail(email, tx);
  const { isStaff, customers: holders } = await findByEmail(email, tx);
  return isStaff || holders.length > 1 ? undefined : holders[0]?.id;
}

const createEmpty = (externalId: string): NumberedCustomer => ({
  id: randomUUID(),
  externalId,
  ...{ name: null, email: null, country: null, language: null, otherIds: [], writtenBy: {} },
  createdAt: new Date().toISOString(),
});

/** Changes single fields of a customer, under the same rules. */
export const patchCustomer = (
  scope: Writing,
  externalId: string,
  content: CustomerContent,
  tx: Tx = pool(),
): Promise<Result<WrittenCustomer, "not-found" | "external-id-taken" | "unrecorded">> =>
  writeSafely(async (within): Promise<Result<WrittenCustomer, "not-found" | "external-id-taken">> => {
    await lockNumbers(listIdentityNumbers(content), within);
    const before = await findByNumber(scope, externalId, within, true);
    return before ? update(scope, before, content, false, within) : refuse("not-found");
  }, tx);

/** Deletes a customer and all their data; idempotent. The same number may come back later. */
export const deleteByNumber = (
  scope: Writing,
  externalId: string,
  tx: Tx = pool(),
): Promise<Result<undefined, "external-id-taken" | "unrecorded">> =>
  writeSafely(async (within): Promise<Result<undefined, never>> => {
    const found = await findByNumber(scope, externalId, within, true);
    const own = found && scopeFor(scope.actor, found.id);
    if (!own) return succeed(undefined);
    await recordEvent(scope.actor, { event: "customer.deleted", customerId: own.customerId }, within);
    await deleteCustomer(own, "partner", within);
    return succeed(undefined);
  }, tx);

/** Runs a write in a transaction; a number that another customer was given meanwhile becomes a refusal. */
const writeSafely = <Value, Code extends "customer-left" | "not-found" | "external-id-taken">(
  work: (tx: Tx) => Promise<Result<Value, Code>>,
  tx: Tx,
): Promise<Result<Value, Code | "external-id-taken" | "unrecorded">> =>
  orUnrecorded<Value, Code | "external-id-taken">(async () => {
    try {
      return await transaction(work, tx);
    } catch (error) {
      if (violates(error, "external_ids_source_external_id_pk"))
        return refuse("external-id-taken", { field: "otherIds" });
      throw error;
    }
  });

async function update(
  { actor }: Writing,
  before: NumberedCustomer,
  content: CustomerContent,
  replaces: boolean,
  tx: Tx,
  made: "new" | "numbered" | null = null,
): Promise<Result<WrittenCustomer, "external-id-taken">> {
  const { fields, after } = mergeProfile(before, content, replaces);
  // Numbers at the identity provider may come from a sign-in.
  const kept = replaces ? before.otherIds.filter(({ source }) => source === "identity") : before.otherIds;
  const wanted = content.otherIds ?? kept;
  const { added, removed } = compareIds(before.otherIds, wanted);
  const taken = await findTaken(before.id, added, tx);
  if (taken) return refuse("external-id-taken", { field: `otherIds.${wanted.indexOf(taken)}.externalId` });

  const { id, externalId, name, email, country, language, writtenBy } = after;
  const row = { name, email, country, language, writtenBy, externalId };
  const isNew = made === "new";
  if (isNew) await tx.insert(customers).values({ ...row, id, createdAt: new Date(after.createdAt) });
  else if (made === "numbered" || fields.length > 0)
    await tx.update(customers).set(row).where(eq(customers.id, id));
  for (const other of removed) await tx.delete(externalIds).where(isId(other));
  if (added.length > 0)
    await tx
      .insert(externalIds)
      .values([...added].sort(byId).map((other) => ({ ...other, customerId: before.id })));

  const changed = [...fields, ...(added.length + removed.length > 0 ? ["otherIds"] : [])];
  const isChanged = made !== null || changed.length > 0;
  const about = { customerId: before.id, fields: changed };
  if (isChanged) await recordEvent(actor, { event: "customer.changed", ...about }, tx);
  const customer = { ...after, otherIds: [...wanted].sort(byId) };
  return succeed({
    customer: hideId(customer),
    isNew,
    isChanged,
    sharesAddress: await sharesAddress(customer, tx),
  });
}

/** Applies a content to a profile. @returns the fields whose value or writer changed, and the profile after */
function mergeProfile(before: NumberedCustomer, content: CustomerContent, replaces: boolean) {
  const after = { ...before, writtenBy: { ...before.writtenBy } };
  const fields = profileFields.filter((field) => {
    const writer = before.writtenBy[field];
    const given = content[field] ?? null;
    const isLeftOut = content[field] === undefined && !(replaces && writer === "partner");
    const isSame = given === before[field] && (given === null || writer === "partner");
    // Many systems write null for what they do not know.
    const isUnknown = writer === "provider" && given === null;
    if (writer === "customer" || isLeftOut || isSame || isUnknown) return false;
    after[field] = given;
    after.writtenBy[field] = "partner";
    return true;
  });
  return { fields, after };
}

type OtherId = PartnerCustomer["otherIds"][number];

const isSameId = (one: OtherId, other: OtherId) =>
  one.source === other.source && one.externalId === other.externalId;
const byId = (one: OtherId, other: OtherId) =>
  one.source < other.source || (one.source === other.source && one.externalId < other.externalId) ? -1 : 1;
const isId = ({ source, externalId }: OtherId) =>
  and(eq(externalIds.source, source), eq(externalIds.externalId, externalId));

const compareIds = (before: readonly OtherId[], wanted: readonly OtherId[]) => ({
  added: wanted.filter((one) => !before.some((other) => isSameId(one, other))),
  removed: before.filter((one) => !wanted.some((other) => isSameId(one, other))),
});

const listHolders = async (ids: readonly OtherId[], tx: Tx) =>
  ids.length === 0
    ? []
    : tx
        .select()
        .from(externalIds)
        .where(or(...ids.map(isId)));

/** Finds the first of these numbers that belongs to another customer. */
async function findTaken(id: string, added: readonly OtherId[], tx: Tx): Promise<OtherId | undefined> {
  const rows = await listHolders(added, tx);
  return added.find((one) => rows.some((row) => row.customerId !== id && isSameId(row, one)));
}
