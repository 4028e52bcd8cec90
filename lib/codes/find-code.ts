import { and, desc, eq, sql } from "drizzle-orm";
import { emailCodes, pool, type Tx } from "@/lib/db";
import type { CodePurpose, CodeState } from "./types";

/** Wrong tries after which a code is locked. */
export const maxTries = 5;

const isOver = sql`(${emailCodes.closedAt} is not null or ${emailCodes.expiresAt} <= now())`.mapWith(Boolean);

/**
 * Finds the last code that a browser requested; null if there is none, or a correct code was entered since.
 */
export async function findCode(
  browserHash: Buffer | null,
  purpose: CodePurpose,
  tx: Tx = pool(),
): Promise<CodeState | null> {
  if (!browserHash) return null;
  const [row] = await tx
    .select({
      id: emailCodes.id,
      email: emailCodes.email,
      customerId: emailCodes.customerId,
      tries: emailCodes.tries,
      isOver,
    })
    .from(emailCodes)
    .where(and(eq(emailCodes.browserHash, browserHash), eq(emailCodes.purpose, purpose)))
    .orderBy(desc(emailCodes.createdAt))
    .limit(1);
  if (!row) return null;
  const { id, email, customerId, tries } = row;
  const state = row.isOver ? "over" : tries >= maxTries ? "locked" : "open";
  return { id, email, customerId, state, triesLeft: maxTries - tries, tried: tries > 0 };
}
