import { and, eq, isNull, sql } from "drizzle-orm";
import { emailCodes, lockFor, pool, type Tx, transaction } from "@/lib/db";
import { enqueueMail } from "@/lib/jobs";
import { hashPerson, logSecurity } from "@/lib/observability";
import type { CodeRequest } from "./types";

/** Minutes for which a code is valid. */
export const codeMinutes = 10;

/**
 * Creates a code, queues its mail and voids the browser's older codes. Codes of other browsers stay, even for the same
 * address: anyone may ask for one. Does the same work whether or not a customer has the address: the worker decides
 * who gets mail.
 */
export async function requestCode(request: CodeRequest, tx: Tx = pool()): Promise<void> {
  await transaction(async (within) => {
    const { purpose, browserHash } = request;
    // Concurrent requests of a browser must leave one open code, not two.
    await lockFor(within, `code ${purpose} ${browserHash.toString("hex")}`);
    await within
      .update(emailCodes)
      .set({ closedAt: sql`now()` })
      .where(
        and(
          eq(emailCodes.purpose, purpose),
          isNull(emailCodes.closedAt),
          eq(emailCodes.browserHash, browserHash),
        ),
      );
    const id = crypto.randomUUID();
    const expiresAt = sql`now() + ${codeMinutes} * interval '1 minute'`;
    await within.insert(emailCodes).values({ ...request, id, expiresAt });
    await enqueueMail({ kind: "code", codeId: id }, within);
  }, tx);
  logSecurity("code.requested", { purpose: request.purpose, address: hashPerson(request.email) });
}
