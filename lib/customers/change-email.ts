import { and, eq, ne, sql } from "drizzle-orm";
import { type CodeAnswer, findCode, tryCode } from "@/lib/codes";
import { customers, emailCodes, staff, transaction } from "@/lib/db";
import { enqueueMail } from "@/lib/jobs";
import type { Customer } from "@/lib/viewer";

/** What came of it: besides a code's own answers, `taken` for an address that somebody else has. */
type Changed = "changed" | "taken" | Exclude<CodeAnswer["kind"], "right">;

/**
 * Changes the viewer's address to the one that a code was sent to, once that code is typed into the same browser.
 * The address before is told. Whether somebody else has the new one shows only after the code was right.
 */
export async function changeEmail(
  viewer: Customer,
  typed: string,
  browserHash: Buffer | null,
  secret: string,
): Promise<Changed> {
  // Two people may share a browser: the other's code is nothing to try for this one.
  const code = await findCode(browserHash, "change-email");
  if (code?.customerId !== viewer.id) return "over";
  const answer = await tryCode(browserHash, "change-email", typed, secret);
  if (answer.kind !== "right") return answer.kind;
  if (answer.customerId !== viewer.id) return "over";
  return keepAddress(viewer, answer.email);
}

const keepAddress = (viewer: Customer, email: string): Promise<"changed" | "taken"> =>
  transaction(async (tx, client) => {
    // The lock of signing in by e-mail: nobody becomes a customer with this address meanwhile.
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${`customer ${email.toLowerCase()}`}, 0))`,
    );
    const isOthers = and(sql`lower(${customers.email}) = lower(${email})`, ne(customers.id, viewer.id));
    const isStaff = sql`lower(${staff.email}) = lower(${email})`;
    if ((await tx.$count(customers, isOthers)) + (await tx.$count(staff, isStaff)) > 0) return "taken";
    const isViewer = eq(customers.id, viewer.id);
    const [before] = await tx
      .select({ email: customers.email })
      .from(customers)
      .where(isViewer)
      .for("update");
    await tx.update(customers).set({ email }).where(isViewer);
    if (before?.email && before.email.toLowerCase() !== email.toLowerCase()) {
      // By their address alone these are the viewer's: once they have another, nothing would find them.
      await tx
        .delete(emailCodes)
        .where(
          and(eq(emailCodes.purpose, "sign-in"), sql`lower(${emailCodes.email}) = lower(${before.email})`),
        );
      await enqueueMail(client, { kind: "email-changed", customerId: viewer.id, to: before.email });
    }
    return "changed";
  });
