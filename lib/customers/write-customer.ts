import { type AuditEvent, orUnrecorded, recordEvent } from "@/lib/audit";
import { pool, type Tx, transaction } from "@/lib/db";
import { hashPerson, logSecurity } from "@/lib/observability";
import { type Result, succeed } from "@/lib/result";
import { type PartnerScope, scopeFor } from "@/lib/scope";
import { applyCustomer, sharesAddress, type WriteMode } from "./apply-customer";
import { deleteCustomer } from "./delete-customer";
import { lockNumbers } from "./lock-number";
import { findByNumber, hideId } from "./partner-customer";
import type { CustomerContent, PartnerCustomer } from "./partner-schemas";
import { type CustomerRow, findState, lockRows, storeState } from "./partner-state";

type Writing = PartnerScope<"customers:write">;

/** What a write did; `sharesAddress` if no code can sign the customer in, since others have the address too. */
export type WrittenCustomer = {
  customer: PartnerCustomer;
  isNew: boolean;
  isChanged: boolean;
  sharesAddress: boolean;
  /** Of what the caller records. */
  event: AuditEvent & { event: "customer.changed" };
};

type Settings = {
  mode: WriteMode;
  /** Whether the partner's systems verify addresses. */
  matchEmail: boolean;
  /** Whether nothing is locked and written, only found out. */
  rehearses?: boolean;
};
type Refusal = "customer-left" | "external-id-taken" | "not-found";

/**
 * Creates customers or changes what the partner's systems wrote, row by row, in few statements. What the customer
 * wrote stays, and what the identity provider filled in is only replaced, not emptied. Idempotent. A new number goes
 * to the customer who signed up before the partner's systems knew them: who has one of the other numbers or, if
 * `matchEmail` allows it, the address. The caller records.
 * @param tx a transaction
 * @returns for each row what it did, or `customer-left` if the customer deleted their own account,
 * `external-id-taken` with the field, or, for a patch, `not-found`
 */
export async function writeCustomers(
  _scope: Writing,
  rows: readonly CustomerRow[],
  { mode, matchEmail, rehearses = false }: Settings,
  tx: Tx,
): Promise<Result<WrittenCustomer, Refusal>[]> {
  if (!rehearses) await lockRows(rows, tx);
  const state = await findState(rows, matchEmail, !rehearses, tx);
  const applied = rows.map((row) => applyCustomer(state, row, { mode, matchEmail }));
  if (!rehearses) await storeState(state, tx);
  return applied.map((result) => {
    if (!result.ok) return result;
    const { customer, isNew, isChanged, fields } = result.value;
    return succeed({
      customer: hideId(customer),
      ...{ isNew, isChanged, sharesAddress: sharesAddress(state, customer) },
      event: { event: "customer.changed", customerId: customer.id, fields },
    });
  });
}

/** Writes one customer, and records it. */
const writeCustomer = <Code extends Refusal>(
  scope: Writing,
  row: CustomerRow,
  settings: Settings,
  tx: Tx,
): Promise<Result<WrittenCustomer, Code | "unrecorded">> =>
  orUnrecorded(() =>
    transaction(async (within) => {
      const [written] = await writeCustomers(scope, [row], settings, within);
      if (written?.ok && written.value.isChanged) await recordEvent(scope.actor, written.value.event, within);
      return written as Result<WrittenCustomer, Code>;
    }, tx),
  );

/** Creates a customer, or replaces what the partner's systems wrote; see `writeCustomers`. */
export const putCustomer = (
  scope: Writing,
  externalId: string,
  content: CustomerContent,
  { matchEmail }: { matchEmail: boolean },
  tx: Tx = pool(),
) =>
  writeCustomer<"customer-left" | "external-id-taken">(
    scope,
    { externalId, content },
    { mode: "replace", matchEmail },
    tx,
  );

/** Changes single fields of a customer, under the same rules. */
export const patchCustomer = (
  scope: Writing,
  externalId: string,
  content: CustomerContent,
  tx: Tx = pool(),
) =>
  writeCustomer<"not-found" | "external-id-taken">(
    scope,
    { externalId, content },
    { mode: "patch", matchEmail: false },
    tx,
  );

/** Deletes a customer and all their data; idempotent. The same number may come back later. */
export const deleteByNumber = (
  scope: Writing,
  externalId: string,
  tx: Tx = pool(),
): Promise<Result<undefined, "unrecorded">> =>
  orUnrecorded(async () => {
    const customerId = await transaction(async (within) => {
      await lockNumbers([externalId], within);
      const found = await findByNumber(scope, externalId, within);
      const own = found && scopeFor(scope.actor, found.id);
      if (!own) return null;
      await recordEvent(scope.actor, { event: "customer.deleted", customerId: own.customerId }, within);
      await deleteCustomer(own, "partner", within);
      return own.customerId;
    }, tx);
    if (customerId) logSecurity("account.deleted", { by: "partner", customer: hashPerson(customerId) });
    return succeed(undefined);
  });
