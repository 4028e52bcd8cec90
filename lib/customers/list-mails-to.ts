import { db, emailCodes, pool } from "@/lib/db";
import { listMails, type QueuedMail } from "@/lib/jobs";
import type { Viewer } from "@/lib/viewer";
import { isCodeOf } from "./is-code-of";

/** The mails to a customer that still stand in the queue, for staff; those with codes while the code is kept. */
export async function listMailsTo(
  viewer: Viewer,
  customer: { id: string; email: string | null },
): Promise<QueuedMail[]> {
  if (viewer.kind !== "staff") return [];
  const codes = await db().select({ id: emailCodes.id }).from(emailCodes).where(isCodeOf(customer));
  return listMails(pool(), { customerId: customer.id, codeIds: codes.map(({ id }) => id) });
}
