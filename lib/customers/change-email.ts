import { and, eq, ne, sql } from "drizzle-orm";
import { type CodeProblem, findCode, tryCode } from "@/lib/codes";
import { customers, emailCodes, pool, sessions, type Tx, transaction } from "@/lib/db";
import { enqueueMail } from "@/lib/jobs";
import { hashPerson, logSecurity } from "@/lib/observability";
import { type Result, refuse, succeed } from "@/lib/result";
import type { Customer } from "@/lib/viewer";
import { findByEmail, lockEmail } from "./find-by-email";
import { noteWriter } from "./note-writer";

/**
 * Changes a customer's address to the one that a code was sent to, if the code is typed into the same
 * browser. Mails a notice to the old address, and ends the customer's other sessions. Reveals that another
 * customer has the new address only after a correct code.
 * @param secret that codes derive from
 */
export async function changeEmail(
  viewer: Customer,
  typed: string,
  browserHash: Buffer | null,
  secret: string,
  tx: Tx = pool(),
): Promise<Result<undefined, CodeProblem | "email-taken">> {
  const changed = await tryChange(viewer, typed, browserHash, secret, tx);
  const customer = hashPerson(viewer.id);
  if (!changed.ok) {
    logSecurity("email.change-failed", { customer, reason: changed.problems[0].code });
    return changed;
  }
  const { email, ended } = changed.value;
  logSecurity("email.changed", { customer, address: hashPerson(email) });
  if (ended > 0) logSecurity("sessions.ended", { reason: "address", sessions: ended, customer });
  return succeed(undefined);
}

/** The new address, and how many other sessions ended. */
type Changed = { email: string; ended: number };

async function tryChange(
  viewer: Customer,
  typed: string,
  browserHash: Buffer | null,
  secret: string,
  tx: Tx,
): Promise<Result<Changed, CodeProblem | "email-taken">> {
  // People who share a browser cannot try each other's codes.
  const code = await findCode(browserHash, "change-email", tx);
  if (code?.customerId !== viewer.id) return refuse("code-over");
  const tried = await tryCode(browserHash, "change-email", typed, secret, tx);
  if (!tried.ok) return tried;
  if (tried.value.customerId !== viewer.id) return refuse("code-over");
  return keepAddress(viewer, tried.value.email, tx);
}

const keepAddress = (
  { id: customerId, sessionId }: Customer,
  email: string,
  tx: Tx,
): Promise<Result<Changed, "email-taken">> =>
  transaction(async (within) => {
    await lockEmail(email, within);
    const holders = await findByEmail(email, within);
    if (holders.isStaff || holders.customers.some(({ id }) => id !== customerId))
      return refuse("email-taken");
    const isCustomer = eq(customers.id, customerId);
    const [before] = await within
      .select({ email: customers.email })
      .from(customers)
      .where(isCustomer)
      .for("update");
    await within
      .update(customers)
      .set({ email, writtenBy: noteWriter("customer", "email") })
      .where(isCustomer);
    if (before?.email && before.email.toLowerCase() !== email.toLowerCase()) {
      // Codes for the old address no longer belong to this customer, and would survive their deletion.
      await within
        .delete(emailCodes)
        .where(
          and(eq(emailCodes.purpose, "sign-in"), sql`lower(${emailCodes.email}) = lower(${before.email})`),
        );
      await enqueueMail({ kind: "email-changed", customerId, to: before.email }, within);
    }
    // Whoever signed in with the old address must not stay.
    const isOther = and(eq(sessions.customerId, customerId), ne(sessions.id, sessionId));
    const ended =
      before?.email?.toLowerCase() === email.toLowerCase()
        ? []
        : await within.delete(sessions).where(isOther).returning({ id: sessions.id });
    return succeed({ email, ended: ended.length });
  }, tx);
