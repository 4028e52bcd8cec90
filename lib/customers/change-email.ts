import { and, eq, sql } from "drizzle-orm";
import { type CodeProblem, findCode, tryCode } from "@/lib/codes";
import { customers, emailCodes, pool, type Tx, transaction } from "@/lib/db";
import { enqueueMail } from "@/lib/jobs";
import { type Result, refuse, succeed } from "@/lib/result";
import type { CustomerScope } from "@/lib/scope";
import { findByEmail, lockEmail } from "./find-by-email";

/**
 * Changes a customer's address to the one that a code was sent to, once that code is typed into the same browser. The
 * old address is told. That another customer has the new one shows only after the code was right.
 * @param secret that codes derive from
 */
export async function changeEmail(
  scope: CustomerScope,
  typed: string,
  browserHash: Buffer | null,
  secret: string,
  tx: Tx = pool(),
): Promise<Result<undefined, CodeProblem | "email-taken">> {
  // Two people may share a browser: neither can try the other's code.
  const code = await findCode(browserHash, "change-email", tx);
  if (code?.customerId !== scope.customerId) return refuse("code-over");
  const tried = await tryCode(browserHash, "change-email", typed, secret, tx);
  if (!tried.ok) return tried;
  if (tried.value.customerId !== scope.customerId) return refuse("code-over");
  return keepAddress(scope, tried.value.email, tx);
}

const keepAddress = (
  { customerId }: CustomerScope,
  email: string,
  tx: Tx,
): Promise<Result<undefined, "email-taken">> =>
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
    await within.update(customers).set({ email }).where(isCustomer);
    if (before?.email && before.email.toLowerCase() !== email.toLowerCase()) {
      // Codes to the old address are no longer about this customer, and would outlive their deletion.
      await within
        .delete(emailCodes)
        .where(
          and(eq(emailCodes.purpose, "sign-in"), sql`lower(${emailCodes.email}) = lower(${before.email})`),
        );
      await enqueueMail({ kind: "email-changed", customerId, to: before.email }, within);
    }
    return succeed(undefined);
  }, tx);
