import { emailCodes, pool, type Tx } from "@/lib/db";
import { listMails, type QueuedMail } from "@/lib/jobs";
import type { CustomerScope } from "@/lib/scope";
import { isCodeOf } from "./is-code-of";

/**
 * Lists the mails to a customer that the queue still holds. A mail with a code is found as long as the code
 * exists.
 * @param email of the customer; null for none
 */
export async function listMailsTo(
  scope: CustomerScope,
  email: string | null,
  tx: Tx = pool(),
): Promise<QueuedMail[]> {
  const codes = await tx.select({ id: emailCodes.id }).from(emailCodes).where(isCodeOf(scope, email));
  return listMails({ customerId: scope.customerId, codeIds: codes.map(({ id }) => id) }, tx);
}
