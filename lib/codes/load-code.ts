import { eq, sql } from "drizzle-orm";
import { emailCodes, pool, type Tx } from "@/lib/db";
import type { Id } from "@/lib/scope";
import type { CodePurpose } from "./types";

type Code = {
  purpose: CodePurpose;
  email: string;
  customerId: string | null;
  language: string;
  /** Used, or replaced by a newer one. */
  closed: boolean;
  /** Minutes until it expires, rounded up; 0 once it has. */
  minutesLeft: number;
};

const closed = sql`${emailCodes.closedAt} is not null`.mapWith(Boolean);

const minutesLeft =
  sql`greatest(0, ceil(extract(epoch from ${emailCodes.expiresAt} - now()) / 60))::int`.mapWith(Number);

/** Loads a code for its mail; null when it is gone. */
export async function loadCode(id: Id, tx: Tx = pool()): Promise<Code | null> {
  const { purpose, email, customerId, language } = emailCodes;
  const [code] = await tx
    .select({ purpose, email, customerId, language, closed, minutesLeft })
    .from(emailCodes)
    .where(eq(emailCodes.id, id));
  return code ?? null;
}
