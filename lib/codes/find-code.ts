import { statement } from "@/lib/db";
import type { CodePurpose, CodeState } from "./types";

/** Wrong codes until even the right one no longer counts. */
export const maxTries = 5;

type Row = { id: string; email: string; customerId: string | null; tries: number; over: boolean };

const find = statement<Row>(
  "find_code",
  `select id, email, customer_id as "customerId", tries, closed_at is not null or expires_at <= now() as over
   from email_codes where browser_hash = $1 and purpose = $2 order by created_at desc limit 1`,
);

/** The code that this browser asked for last; null when it never did, long ago, or when a code was right since. */
export async function findCode(browserHash: Buffer | null, purpose: CodePurpose): Promise<CodeState | null> {
  const [row] = browserHash ? await find(browserHash, purpose) : [];
  if (!row) return null;
  const { id, email, customerId, tries, over } = row;
  const state = over ? "over" : tries >= maxTries ? "locked" : "open";
  return { id, email, customerId, state, triesLeft: maxTries - tries, tried: tries > 0 };
}
