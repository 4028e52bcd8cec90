import { and, eq, isNull, or, sql } from "drizzle-orm";
import { emailCodes, lockFor, transaction } from "@/lib/db";
import { enqueueMail } from "@/lib/jobs";
import type { CodeRequest } from "./types";

/** Minutes for which a code is good. */
export const codeMinutes = 10;

/**
 * Makes a code and has it mailed; every older one for the address or the browser is void from now on. Does the same
 * work whether anybody has this address: who gets mail is decided where it is sent.
 */
export async function requestCode(request: CodeRequest): Promise<void> {
  const { purpose, email, browserHash } = request;
  await transaction(async (tx, client) => {
    // Two requests at once leave one open code, not two.
    await lockFor(tx, `code ${email.toLowerCase()}`);
    await tx
      .update(emailCodes)
      .set({ closedAt: sql`now()` })
      .where(
        and(
          eq(emailCodes.purpose, purpose),
          isNull(emailCodes.closedAt),
          or(sql`lower(${emailCodes.email}) = lower(${email})`, eq(emailCodes.browserHash, browserHash)),
        ),
      );
    const [made] = await tx
      .insert(emailCodes)
      .values({ ...request, expiresAt: sql`now() + ${codeMinutes} * interval '1 minute'` })
      .returning({ id: emailCodes.id });
    await enqueueMail(client, { kind: "code", codeId: (made as { id: string }).id });
  });
}
