import { sql } from "drizzle-orm";
import { boolean, knownBrowsers, pool, statement, type Tx } from "@/lib/db";
import type { Id } from "@/lib/scope";

const find = statement(
  "is_known_browser",
  { known: boolean },
  `select exists (
     select from known_browsers k join customers c on c.id = k.customer_id
     where lower(c.email) = lower($1) and k.browser_hash = $2
   ) as known`,
);

/** Whether the customer with an address has signed in with a code in a browser. */
export async function isKnownBrowser(email: string, browserHash: Buffer, tx: Tx = pool()): Promise<boolean> {
  const [row] = await find(tx, email, browserHash);
  return row?.known ?? false;
}

/** Notes that a customer signed in with a code in a browser. */
export async function noteBrowser(customerId: Id, browserHash: Buffer, tx: Tx = pool()): Promise<void> {
  await tx
    .insert(knownBrowsers)
    .values({ customerId, browserHash })
    .onConflictDoUpdate({
      target: [knownBrowsers.customerId, knownBrowsers.browserHash],
      set: { seenAt: sql`now()` },
    });
}
